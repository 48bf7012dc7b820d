using QaaHybrid.Circuits;
using QaaHybrid.Display;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>The calls that one types in a notebook's cell or in a script: short names for what the rooms do. One process has one session, opened when it is first needed.</summary>
/// <example>
/// <code>
/// using var model = Qaa.Model("wordnet-small");
/// await model.AddAsync("qaa", "layers: 4, target_modules: ['@query', '@output']");
/// var run = await model.TrainAsync(Qaa.Definitions(trainExamples: 640), epochs: 3);
/// Qaa.Show(run.Samples);
/// Qaa.Show(model.Generate("otter (noun):"));
/// </code>
/// </example>
public static class Qaa
{
    private static readonly Lazy<QaaSession> Opened = new(() => new QaaSession());

    /// <summary>Where the process shows values and progress, and what interrupts it: a terminal, unless a notebook sets its own.</summary>
    public static QaaHost Host { get; set; } = new();

    /// <summary>Circuits and backends.</summary>
    public static QaaSession Session => Opened.Value;

    /// <summary>A base model to put adapters into.</summary>
    /// <param name="model">A shipped checkpoint by name (<c>wordnet-small</c>), or a folder of Hugging Face's form.</param>
    /// <param name="seed">Every random number of its trainings follows from it.</param>
    /// <param name="threads">Threads for tensors and circuits; 0 takes all cores.</param>
    /// <exception cref="DataFileException">There is no such model; the message lists the shipped ones.</exception>
    public static AdaptableModel Model(string model, long seed = 1, int threads = 0) => new(Session, model, seed, threads);

    /// <summary>The task of the default run: a word and its part of speech in, its definition out.</summary>
    /// <param name="trainExamples">Definitions to learn from; 0 takes all.</param>
    /// <param name="heldOut">Definitions of other words for the loss.</param>
    /// <param name="samples">How many of these are also written out and measured as texts.</param>
    public static LearningTask Definitions(int trainExamples = 2000, int heldOut = 256, int samples = 20) =>
        LearningTask.Of("definitions", new { max_length = 48, train_examples = trainExamples, eval_examples = heldOut, generate_examples = samples });

    /// <summary>A file of sources and targets: JSON lines or CSV, dealt out into training and held-out examples by its sources.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">Other keys of a recipe's <c>task</c>, as for <see cref="LearningTask.Of"/>.</param>
    public static LearningTask Examples(string file, object? options = null) => LearningTask.Of("generation", new { data = Path.GetFullPath(file) }).With(options);

    /// <summary>A recipe from a file.</summary>
    /// <param name="file">YAML; a name alone is one of the shipped recipes.</param>
    /// <param name="set">Changes to its keys, such as <c>training.steps=50</c>.</param>
    /// <exception cref="RecipeException">Something in it is wrong; every problem is listed.</exception>
    public static Recipe Recipe(string file, params string[] set) =>
        RecipeFile.Load(Places.KnownRecipe(file), set);

    /// <summary>Carries a recipe out: every method on its own copy of the base model.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="folder">Where the run goes; null is the next free <c>runs/NAME-n</c>.</param>
    /// <param name="progress">Where it says what it does; null is the host's.</param>
    /// <param name="cancellationToken">Ends the run after the step under way, as the host's interrupt does.</param>
    /// <exception cref="RunInterruptedException">The run was ended that way; <see cref="ResumeAsync"/> goes on with it.</exception>
    public static async Task<Run> TrainAsync(Recipe recipe, string? folder = null, IProgressSink? progress = null, CancellationToken cancellationToken = default)
    {
        using var call = Host.Begin(cancellationToken);
        var results = await FineTuning.TrainAsync(Session, recipe, folder, progress ?? Host.Progress(), call.Token).ConfigureAwait(true);
        return Open(results.Run);
    }

    /// <summary>Goes on with a run that was interrupted or killed.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="progress">Where it says what it does; null is the host's.</param>
    /// <param name="cancellationToken">Ends the run after the step under way, as the host's interrupt does.</param>
    public static async Task<Run> ResumeAsync(string folder, IProgressSink? progress = null, CancellationToken cancellationToken = default)
    {
        using var call = Host.Begin(cancellationToken);
        await FineTuning.ResumeAsync(Session, folder, progress ?? Host.Progress(), call.Token).ConfigureAwait(true);
        return Open(folder);
    }

    /// <summary>Trains every method of a recipe with every seed of its <c>comparison</c>, or goes on with it.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="folder">Where the comparison goes, or lies already; null is the next free <c>runs/NAME-compared-n</c>.</param>
    /// <param name="progress">Where it says what it does; null is the host's.</param>
    /// <param name="cancellationToken">Ends it after the step under way, as the host's interrupt does.</param>
    public static async Task<ComparisonOutcome> CompareAsync(Recipe recipe, string? folder = null, IProgressSink? progress = null, CancellationToken cancellationToken = default)
    {
        using var call = Host.Begin(cancellationToken);
        return await Comparing.CompareAsync(Session, recipe, new ComparisonOptions { Folder = folder }, progress ?? Host.Progress(), call.Token).ConfigureAwait(true);
    }

    /// <summary>A run from its folder, as far as it is done.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataFileException">It is no run, or nothing is measured in it yet.</exception>
    public static Run Open(string folder) => Run.Open(folder);

    /// <summary>A Q# operation as a circuit, see <see cref="QaaSession.CircuitAsync"/>.</summary>
    /// <param name="operation">Full name, such as <c>QaaHybrid.Ansatz.RYRing</c>.</param>
    /// <param name="qubits">Size of the register.</param>
    /// <param name="parameters">Length of <c>theta</c>; null asks the Q# function beside it.</param>
    /// <param name="layers">Layers, for that function.</param>
    /// <param name="project">Folder with a <c>qsharp.json</c>; null is the shipped library.</param>
    public static Task<Circuit> CircuitAsync(string operation, int qubits, int? parameters = null, int layers = 1, string? project = null) =>
        Session.CircuitAsync(operation, qubits, parameters, layers, project, cancellationToken: Host.Interrupt());

    /// <summary>Shows a value in the best form that the host takes: as text on a terminal, as a drawing or table in a notebook.</summary>
    public static void Show(object? value) => Host.Show(Displays.Of(value));
}
