#!/usr/bin/env bash
# Fetches the reference tokenizer and the published vocabularies into .cache, makes reference ids of all corpora, and prints the parity table:
# family, corpus, texts, tokens, texts with other ids, texts decoded otherwise. Needs node, npm; with python3-sentencepiece the SentencePiece rows too.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
root=$(cd "$here/../../../.." && pwd)
folder=$root/.cache/tokenizers
mkdir -p "$folder"
# Node looks for packages beside the scripts.
cp "$here"/*.mjs "$here/package.json" "$folder/"
npm install --prefix "$folder" --no-audit --no-fund --silent
node "$folder/corpora.mjs" "$root" "$folder"
/usr/bin/python3 -c "import sentencepiece" 2>/dev/null && /usr/bin/python3 "$here/sentencepiece_models.py" "$folder" || echo "python3-sentencepiece is absent: no SentencePiece rows"
node "$folder/make.mjs" "$root" "$folder"
# Unicode's own test of normalization, for UnicodeNormalizationTests.
conformance=/usr/share/unicode/NormalizationTest.txt.bz2
if [ -f $conformance ]; then bunzip2 -c $conformance >"$folder/NormalizationTest.txt"; else echo "Debian's unicode-data is absent: no test of every normalization"; fi
export QAAHYBRID_PARITY_TABLE=$folder/table.md
rm -f "$QAAHYBRID_PARITY_TABLE"
dotnet test "$root/tests/QaaHybrid.Models.Tests" -nologo --filter "FullyQualifiedName~TokenizerParityTests" || status=$?
echo "| family | corpus | texts | tokens | other ids | other text |"
echo "|---|---|---:|---:|---:|---:|"
cat "$QAAHYBRID_PARITY_TABLE"
exit "${status:-0}"
