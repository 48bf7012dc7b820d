namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module of one argument.</summary>
        /// <typeparam name="T">The argument.</typeparam>
        /// <typeparam name="TResult">The result.</typeparam>
        public abstract class Module<T, TResult>(string name) : Module(name)
        {
            /// <summary>Computes the result. Callers use <see cref="call"/>.</summary>
            public abstract TResult forward(T input);

            /// <summary>Runs the module.</summary>
            public TResult call(T input) => forward(input);
        }

        /// <summary>A module of two arguments.</summary>
        /// <typeparam name="T1">The first argument.</typeparam>
        /// <typeparam name="T2">The second argument.</typeparam>
        /// <typeparam name="TResult">The result.</typeparam>
        public abstract class Module<T1, T2, TResult>(string name) : Module(name)
        {
            /// <summary>Computes the result. Callers use <see cref="call"/>.</summary>
            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>Runs the module.</summary>
            public TResult call(T1 input1, T2 input2) => forward(input1, input2);
        }

        /// <summary>A module of three arguments.</summary>
        /// <typeparam name="T1">The first argument.</typeparam>
        /// <typeparam name="T2">The second argument.</typeparam>
        /// <typeparam name="T3">The third argument.</typeparam>
        /// <typeparam name="TResult">The result.</typeparam>
        public abstract class Module<T1, T2, T3, TResult>(string name) : Module(name)
        {
            /// <summary>Computes the result. Callers use <see cref="call"/>.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            /// <summary>Runs the module.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3) => forward(input1, input2, input3);
        }

        /// <summary>A module of four arguments.</summary>
        /// <typeparam name="T1">The first argument.</typeparam>
        /// <typeparam name="T2">The second argument.</typeparam>
        /// <typeparam name="T3">The third argument.</typeparam>
        /// <typeparam name="T4">The fourth argument.</typeparam>
        /// <typeparam name="TResult">The result.</typeparam>
        public abstract class Module<T1, T2, T3, T4, TResult>(string name) : Module(name)
        {
            /// <summary>Computes the result. Callers use <see cref="call"/>.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4);

            /// <summary>Runs the module.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4) => forward(input1, input2, input3, input4);
        }
    }
}
