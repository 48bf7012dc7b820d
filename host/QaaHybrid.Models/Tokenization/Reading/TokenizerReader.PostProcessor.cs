namespace QaaHybrid.Models;

internal static partial class TokenizerReader
{
    private static PostProcessor? ReadPostProcessor(JsonFile processor, TokenVocabulary vocabulary)
    {
        var steps = new List<PostProcessor>();
        foreach (var (type, step) in Steps(processor, "processors"))
        {
            if (type != "ByteLevel" && steps.Exists(one => one is TemplatePostProcessor))
                throw step.Bad($"'{type}' stands behind another template");
            switch (type)
            {
                case "ByteLevel":
                    if (Flag(step, "trim_offsets", true))
                        steps.Add(new OffsetTrimmer(vocabulary.TokenOf, Flag(step, "add_prefix_space", true)));
                    break;
                case "TemplateProcessing":
                    steps.Add(ReadTemplates(step));
                    break;
                case "BertProcessing":
                    steps.Add(TemplatePostProcessor.Around(SpecialId(step, "cls"), SpecialId(step, "sep"), [SpecialId(step, "sep")], secondType: 1));
                    break;
                case "RobertaProcessing":
                    if (Flag(step, "trim_offsets", true))
                        steps.Add(new OffsetTrimmer(vocabulary.TokenOf, Flag(step, "add_prefix_space", true)));
                    steps.Add(TemplatePostProcessor.Around(SpecialId(step, "cls"), SpecialId(step, "sep"), [SpecialId(step, "sep"), SpecialId(step, "sep")], secondType: 0));
                    break;
                default:
                    throw step["type"].Unsupported("the post-processor", "ByteLevel", "TemplateProcessing", "BertProcessing", "RobertaProcessing", "Sequence");
            }
        }
        return steps.Count switch { 0 => null, 1 => steps[0], _ => new SequencePostProcessor(steps) };
    }

    private static int SpecialId(JsonFile step, string key)
    {
        JsonFile[] pair = [.. step.Required(key).Items()];
        return pair.Length == 2 ? Id(pair[1]) : throw step[key].Bad($"found {step[key].Element.GetRawText()}, expected [token, id]");
    }

    private static TemplatePostProcessor ReadTemplates(JsonFile step)
    {
        var single = ReadTemplate(step.Required("single"), step);
        if (single.Count(part => part.Ids is null) != 1)
            throw step["single"].Bad(single.Exists(part => part.Ids is null) ? "the text stands twice in the template" : "the template has no place for the text");
        if (single.Exists(part => part.Sequence == 1))
            throw step["single"].Bad("the template of one text asks for the second one, B");
        if (!step["pair"].HasValue || !step["pair"].Items().Any())
            return new TemplatePostProcessor(single, null);
        var pair = ReadTemplate(step["pair"], step);
        return pair.Where(part => part.Ids is null).Select(part => part.Sequence).Order().SequenceEqual([0, 1])
            ? new TemplatePostProcessor(single, pair)
            : throw step["pair"].Bad("the template of two texts must have each of them once, A and B");
    }

    private static List<TemplatePart> ReadTemplate(JsonFile template, JsonFile step)
    {
        var parts = new List<TemplatePart>();
        foreach (var part in template.Items())
        {
            var what = part["Sequence"].HasValue ? part["Sequence"] : part.Required("SpecialToken");
            var type = what["type_id"].HasValue ? what["type_id"].Integer() : 0;
            var id = what.Required("id");
            if (part["Sequence"].HasValue)
                parts.Add(new TemplatePart(type, id.Text() switch { "A" => 0, "B" => 1, _ => throw id.Unsupported("the sequence", "A", "B") }, null));
            else
                parts.Add(new TemplatePart(type, 0, [.. step.Required("special_tokens").Required(id.Text()).Required("ids").Items().Select(Id)]));
        }
        return parts;
    }
}
