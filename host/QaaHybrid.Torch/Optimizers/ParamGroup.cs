using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Parameters with settings of their own. What is not set is taken from the optimiser's arguments.</summary>
        public sealed class ParamGroup
        {
            private double? learningRate;
            private double? weightDecay;

            /// <summary>Parameters without names.</summary>
            public ParamGroup(IEnumerable<Parameter> parameters, double? lr = null, double? weight_decay = null)
                : this(lr, weight_decay, parameters.Select(parameter => ((string?)null, parameter)))
            {
            }

            /// <summary>Parameters with names, which the optimiser's state is kept under.</summary>
            public ParamGroup(IEnumerable<(string name, Parameter parameter)> parameters, double? lr = null, double? weight_decay = null)
                : this(lr, weight_decay, parameters.Select(pair => ((string?)pair.name, pair.parameter)))
            {
            }

            private ParamGroup(double? lr, double? weight_decay, IEnumerable<(string? Name, Parameter Parameter)> named)
            {
                Named = [.. named];
                learningRate = lr;
                weightDecay = weight_decay;
            }

            /// <summary>The parameters.</summary>
            public IEnumerable<Parameter> Parameters => Named.Select(pair => pair.Parameter);

            /// <summary>The learning rate; it can be set before every step.</summary>
            public double LearningRate
            {
                get => learningRate ?? throw new InvalidOperationException("the group belongs to no optimiser yet");
                set => learningRate = value;
            }

            /// <summary>The learning rate at the start.</summary>
            public double InitialLearningRate { get; set; }

            /// <summary>The weight decay.</summary>
            public double WeightDecay
            {
                get => weightDecay ?? throw new InvalidOperationException("the group belongs to no optimiser yet");
                set => weightDecay = value;
            }

            internal IReadOnlyList<(string? Name, Parameter Parameter)> Named { get; }

            internal void Complete(ParamGroup defaults)
            {
                LearningRate = InitialLearningRate = learningRate ?? defaults.LearningRate;
                WeightDecay = weightDecay ?? defaults.WeightDecay;
            }
        }

        internal static ParamGroup Defaults(double lr, double weight_decay) => new(Array.Empty<Parameter>(), Positive(lr, nameof(lr)), Positive(weight_decay, nameof(weight_decay)));

        internal static double Positive(double value, string name) =>
            value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, "a number that is not negative");
    }
}
