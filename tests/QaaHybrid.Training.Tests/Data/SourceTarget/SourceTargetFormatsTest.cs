namespace QaaHybrid.Training.Tests;

public class SourceTargetFormatsTest
{
    private static IReadOnlyList<SourceTarget> Read(string name, string text, BadLines? bad = null, PromptTemplates? templates = null)
    {
        using var folder = new TemporaryFolder();
        return SourceTargetFile.Read(folder.Write(name, text), null, bad, templates);
    }

    private static void Refuses(string name, string text, string why) =>
        Assert.That(() => Read(name, text), Throws.TypeOf<DataFileException>().With.Message.Contains(why));

    [Test]
    public void Lora_s_form_has_two_bars_between_source_and_target()
    {
        Assert.That(Read("train.txt", "name : X | Type : pub||X is a pub .\r\nname : X | Type : pub||A pub , X .\n"),
            Is.EqualTo(new[] { new SourceTarget("name : X | Type : pub", "X is a pub ."), new SourceTarget("name : X | Type : pub", "A pub , X .") }));
        Refuses("train.txt", "a||b\nno bars\n", "train.txt, line 2: has no '||' between source and target");
        Refuses("train.txt", "a||\n", "line 1: 'target' is empty");
        var bad = new BadLines(skip: true);
        Assert.That(Read("train.txt", "a||b\nno bars\nc||d\n", bad), Has.Count.EqualTo(2));
        Assert.That(bad.Count, Is.EqualTo(1));
    }

    private const string Xml = """
        <?xml version="1.0" encoding="utf-8"?>
        <benchmark>
          <entries>
            <entry category="Food" eid="Id1" size="2">
              <originaltripleset><otriple>x | y | z</otriple></originaltripleset>
              <modifiedtripleset>
                <mtriple>Bread | madeOf | Flour &amp; water</mtriple>
                <mtriple>Bread | place | France</mtriple>
              </modifiedtripleset>
              <lex comment="good" lid="Id1"><sortedtripleset/><references/><text>Bread is French.</text><template>T</template></lex>
              <lex comment="bad" lid="Id2"><text>Wrong.</text></lex>
            </entry>
            <entry category="Food" eid="Id2" size="1"><modifiedtripleset><mtriple>Tea | from | India</mtriple></modifiedtripleset><lex comment="some_source" lid="Id1">Tea is Indian.</lex><lex lid="Id2">India has tea.</lex></entry>
          </entries>
        </benchmark>
        """;

    [Test]
    public void WebNlg_and_dart_in_xml_are_triples_and_texts() => Assert.That(Read("train.xml", Xml), Is.EqualTo(new[]
    {
        new SourceTarget("Bread : madeOf : Flour & water | Bread : place : France", "Bread is French."),
        new SourceTarget("Tea : from : India", "Tea is Indian."),
        new SourceTarget("Tea : from : India", "India has tea."),
    }));

    [Test]
    public void A_bad_entry_of_xml_is_named_by_its_line()
    {
        Refuses("a.xml", Xml.Replace("Tea | from | India", "Tea from India", StringComparison.Ordinal), "a.xml, line 13: the triple 'Tea from India' of this entry is not 'subject | relation | object'");
        Refuses("a.xml", Xml.Replace("<mtriple>Tea | from | India</mtriple>", "", StringComparison.Ordinal), "a.xml, line 13: this entry has 0 triples and 2 texts; expected at least one of each");
        Refuses("a.xml", Xml.Replace("</entries>", "", StringComparison.Ordinal), "a.xml: line 15 is no well-formed XML");
        Refuses("a.xml", "<benchmark/>", "a.xml: holds no example");
        var bad = new BadLines(skip: true);
        Assert.That(Read("a.xml", Xml.Replace("Tea | from | India", "Tea from India", StringComparison.Ordinal), bad), Has.Count.EqualTo(1));
        Assert.That(bad.Count, Is.EqualTo(1));
    }

    [Test]
    public void Dart_in_json_has_sets_of_triples_with_annotations()
    {
        Assert.That(Read("dart.json", """
            [
              {"tripleset": [["Mars", "IS", "red"], ["Mars", "YEARS", 687]], "subtree_was_extended": false, "annotations": [{"source": "s", "text": "Mars is red."}, {"source": "s", "text": "Red Mars."}]}
            ]
            """), Is.EqualTo(new[] { new SourceTarget("Mars : IS : red | Mars : YEARS : 687", "Mars is red."), new SourceTarget("Mars : IS : red | Mars : YEARS : 687", "Red Mars.") }));
        Refuses("dart.json", """[{"tripleset": [["a", "b"]], "annotations": [{"text": "x"}]}]""", "line 1: a triple has 2 parts; expected subject, relation and object");
        Refuses("dart.json", """[{"tripleset": [["a", "b", "c"]], "annotations": []}]""", "line 1: has 1 triples and 0 annotations");
    }

    [Test]
    public void Instructions_become_prompts_by_the_template()
    {
        const string file = """
            [
              {"instruction": "Add {input}.", "input": "2 and 3", "output": "5"},
              {"instruction": "Say hello.", "input": "", "output": "Hello."}
            ]
            """;
        Assert.That(Read("alpaca.json", file).Select(example => (example.Source, example.Target, example.IsPrompt)), Is.EqualTo(new[]
        {
            ("### Instruction:\nAdd {input}.\n\n### Input:\n2 and 3\n\n### Response:\n", "5", true), ("### Instruction:\nSay hello.\n\n### Response:\n", "Hello.", true),
        }));
        Assert.That(Read("alpaca.json", file, templates: new PromptTemplates("Q: {instruction}\n\n({input})\n\nA:")).Select(example => example.Source),
            Is.EqualTo(new[] { "Q: Add {input}.\n\n(2 and 3)\n\nA:", "Q: Say hello.\n\nA:" }));
        Refuses("alpaca.json", "[\n{\"instruction\": \"a\", \"output\": \"b\"},\n{\"instruction\": \"a\", \"output\": \"\"}\n]", "alpaca.json, line 3: 'output' is empty");
        Refuses("alpaca.json", "{\"instruction\": \"a\"}", "expected an array of JSON objects");
        Refuses("alpaca.json", "[{\"instruction\": \"a\",]", "alpaca.json, line 1: is not JSON");
        Refuses("alpaca.json", "", "alpaca.json, line 1: is not JSON");
    }

    [Test]
    public void Every_answer_of_a_chat_is_an_example()
    {
        const string chat = """{"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."}, {"role": "user", "content": "Bye"}, {"role": "assistant", "content": "Bye."}]}""";
        Assert.That(Read("chat.jsonl", chat).Select(example => (example.Source, example.Target)), Is.EqualTo(new[]
        {
            ("Be brief.\n\nUser: Hi\n\nAssistant:", "Hello."), ("Be brief.\n\nUser: Hi\n\nAssistant: Hello.\n\nUser: Bye\n\nAssistant:", "Bye."),
        }));
        Assert.That(Read("chat.jsonl", """{"conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello."}]}""", templates: new PromptTemplates(Chat: "chatml")).Single().Source,
            Is.EqualTo("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"));
        Refuses("chat.jsonl", """{"messages": [{"role": "user", "content": "Hi"}]}""", "line 1: no turn of the assistant follows another");
        Refuses("chat.jsonl", """{"messages": [{"role": "robot", "content": "Hi"}]}""", "line 1: the role is 'robot'; expected system, user or assistant");
    }
}
