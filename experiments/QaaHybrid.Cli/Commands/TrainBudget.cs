using System.CommandLine;
using QaaHybrid.Adapters;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>--budget</c> of the commands that train: a size of every adapter, or a sum of money for the jobs, told apart by the unit.</summary>
internal static class TrainBudget
{
    public static readonly Option<string?> Option = new("--budget")
    {
        Description = "the size of each adapter: a share of the model's parameters such as 0.02%, or a number of them. With a unit: what all jobs on Azure Quantum together may cost at most, "
            + "20usd or 100hqc; what may cost more is refused, and a target that charges is sent nothing without one",
        HelpName = "B",
    };

    /// <summary>The size, or null where a sum of money is given or nothing.</summary>
    public static string? Size(CommandContext context) => context.Get(Option) is { } text && (text.EndsWith('%') || text.All(char.IsAsciiDigit)) ? text : null;

    /// <summary>The sum of money, or null.</summary>
    public static string? Money(CommandContext context) => Size(context) is null ? context.Get(Option) : null;

    /// <summary>A number without a unit is no size where money is spent: it could be meant as that.</summary>
    /// <exception cref="UsageException">It stands beside a target that charges.</exception>
    public static void Check(CommandContext context, Recipe recipe)
    {
        if (recipe.Backend is { IsAzure: true } && Size(context) is { } size && !size.EndsWith('%'))
            throw new UsageException($"--budget {size}: the circuits run on {recipe.Backend.Name}, where a budget is a sum of money with its unit, such as {size}usd; the size of the adapters is a share of the model's parameters, such as 0.02%");
    }

    /// <summary>The changes that give every method of a recipe this size.</summary>
    /// <exception cref="UsageException">None of them has a size to choose.</exception>
    public static IReadOnlyList<string> Changes(CommandContext context, Recipe recipe, string size)
    {
        var configs = recipe.Methods.Zip(MethodConfigs.Of(recipe), (method, config) => (method.Name, config.TakesBudget)).ToList();
        var (with, without) = (configs.Where(entry => entry.TakesBudget).ToList(), configs.Where(entry => !entry.TakesBudget).Select(entry => entry.Name).ToList());
        if (with.Count == 0)
            throw new UsageException($"--budget {size}: {string.Join(", ", without)} {(without.Count == 1 ? "has" : "have")} no size to choose");
        if (without.Count > 0)
            context.Say($"{string.Join(", ", without)} {(without.Count == 1 ? "has" : "have")} no size to choose, and {(without.Count == 1 ? "stays" : "stay")} as in the recipe");
        return [.. with.Select(entry => $"methods.{entry.Name}.budget={RunArguments.Quoted(size)}")];
    }
}
