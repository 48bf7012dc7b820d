using System.Text.Json.Nodes;
using QaaHybrid.Notebook.Errors;
using QaaHybrid.Notebook.Messaging;

namespace QaaHybrid.Notebook.Output;

/// <summary>What a cell shows: two streams and displays, in the order in which it makes them.</summary>
/// <param name="channels">Where it goes.</param>
/// <param name="request">The cell's request.</param>
internal sealed class CellOutput(Channels channels, Request request)
{
    /// <summary>Standard output.</summary>
    public CellStream Out { get; } = new("stdout", channels, request);

    /// <summary>Standard error.</summary>
    public CellStream Error { get; } = new("stderr", channels, request);

    /// <summary>Shows something.</summary>
    /// <param name="data">By MIME type.</param>
    /// <param name="id">Names the display, so that it can be updated; null where it stays as it is.</param>
    /// <param name="update">Whether it takes the place of the display with that name.</param>
    public void Display(JsonObject data, string? id = null, bool update = false)
    {
        var content = new JsonObject { ["data"] = data, ["metadata"] = new JsonObject() };
        if (id is not null)
            content["transient"] = new JsonObject { ["display_id"] = id };
        Publish(update ? "update_display_data" : "display_data", content);
    }

    /// <summary>Shows the value of the cell.</summary>
    public void Result(int number, JsonObject data) =>
        Publish("execute_result", new JsonObject { ["execution_count"] = number, ["data"] = data, ["metadata"] = new JsonObject() });

    /// <summary>Takes away what the cell has shown so far.</summary>
    /// <param name="wait">Not before something new comes.</param>
    public void Clear(bool wait) => Publish("clear_output", new JsonObject { ["wait"] = wait });

    /// <summary>Says why the cell has failed.</summary>
    public void Fail(CellError error) => Publish("error", error.ToJson());

    /// <summary>Sends what is still on its way.</summary>
    public void End()
    {
        Out.End();
        Error.End();
    }

    private void Publish(string type, JsonObject content)
    {
        Out.Flush();
        Error.Flush();
        channels.Publish(type, content, request);
    }
}
