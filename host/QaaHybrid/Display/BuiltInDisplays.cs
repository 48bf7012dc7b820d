using QaaHybrid.Adapters;
using QaaHybrid.Adapters.Qaa;
using QaaHybrid.Azure;
using QaaHybrid.Circuits;
using QaaHybrid.Training;

namespace QaaHybrid.Display;

/// <summary>What QaaHybrid's own values look like. A new one is a line here and a file beside it.</summary>
internal static class BuiltInDisplays
{
    private const int ChartWidth = 560;

    public static void Register()
    {
        Displays.Register<Circuit>(circuit => CircuitDisplay.Of(circuit, null));
        Displays.Register<TrainedCircuit>(trained => CircuitDisplay.Of(trained.Circuit, trained.Theta, trained.FullName));
        Displays.Register<QuantumLayer>(layer => CircuitDisplay.Of(layer.Circuit, layer.Theta));
        Displays.Register<QaaLinear>(layer => CircuitDisplay.Of(layer.Quantum.Circuit, layer.Quantum.Theta));
        Displays.Register<BackendResult>(StateDisplay.Of);
        Displays.Register<GradientResult>(GradientDisplay.Of);
        Displays.Register<Tensor>(TensorDisplay.Of);
        Displays.Register<byte[]>(ImageDisplay.Of);
        Displays.Register<AdaptableModel>(ModelDisplay.Of);
        Displays.Register<AddedAdapter>(AdapterDisplay.Of);
        Displays.Register<AdaptedModel>(AdapterDisplay.Of);
        Displays.Register<AdapterCount>(AdapterDisplay.Of);
        Displays.Register<Run>(RunDisplay.Of);
        Displays.Register<RunSamples>(SamplesDisplay.Of);
        Displays.Register<MethodComparison>(ComparisonDisplay.Of);
        Displays.Register<ComparisonOutcome>(ComparisonDisplay.Of);
        Displays.Register<PriceEstimate>(PriceDisplay.Of);
        Displays.Register<IReadOnlyCollection<PriceEstimate>>(PriceDisplay.Of);
        Displays.Register<GradientPrice>(PriceDisplay.Of);
        Displays.Register<LineChart>(chart => HtmlPieces.Drawing(chart.Title, chart.ToSvg(standalone: true), chart.Title, ChartWidth));
        Displays.Register<ParetoChart>(chart => HtmlPieces.Drawing(chart.Title, chart.ToSvg(standalone: true), chart.Title, ChartWidth));
        Displays.Register<Recipe>(recipe => MimeBundle.OfText(recipe.Yaml.TrimEnd()));
        Displays.Register<Table>(table => MimeBundle.OfText(table.ToString()).With(MimeBundle.Html, table.ToHtml()));
    }
}
