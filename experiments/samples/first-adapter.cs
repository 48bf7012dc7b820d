#:property PublishAot=false
#:project ../../host/QaaHybrid/QaaHybrid.csproj

// Fine-tunes the shipped base model with a quantum adapter and shows what came out.
//   dotnet run experiments/samples/first-adapter.cs [-- EXAMPLES [FOLDER]]
using QaaHybrid;

var examples = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 640;
var folder = args.Length > 1 ? args[1] : null;

using var model = Qaa.Model("wordnet-small");
Qaa.Show(await model.AddAsync("qaa", "layers: 4, target_modules: ['@query', '@output'], optimizer: { groups: [{ match: '*.theta', lr: 0.05 }] }"));
var run = await model.TrainAsync(Qaa.Definitions(trainExamples: examples, heldOut: 64, samples: 4), epochs: 3, learningRate: 1e-2, folder: folder);
Qaa.Show(run);
Qaa.Show(run.Samples);
Qaa.Show(await run.CircuitAsync());
Qaa.Show(model.Generate("otter (noun):"));
