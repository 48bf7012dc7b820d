using System.Collections.Concurrent;

namespace QaaHybrid.Display;

/// <summary>How values show themselves, in a notebook and on a terminal. What a type looks like is registered once, here or by whoever has the type.</summary>
public static class Displays
{
    private static readonly ConcurrentDictionary<Type, Func<object, MimeBundle>> Registered = new();

    static Displays() => BuiltInDisplays.Register();

    /// <summary>Says how values of a type, of types that derive from it, or of types that implement it are shown; a later registration takes the place of an earlier one.</summary>
    /// <typeparam name="T">The type. Of several that fit a value the most derived class is taken, then an interface.</typeparam>
    /// <param name="show">Gives the forms of a value.</param>
    public static void Register<T>(Func<T, MimeBundle> show)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(show);
        Registered[typeof(T)] = value => show((T)value);
    }

    /// <summary>The forms of a value. A bundle is given back as it is; a value of a type that nobody registered is shown as text.</summary>
    public static MimeBundle Of(object? value) => value switch
    {
        MimeBundle bundle => bundle,
        null => MimeBundle.OfText("null"),
        _ when Find(value.GetType()) is { } show => show(value),
        _ => MimeBundle.OfText(PlainValues.Text(value)),
    };

    private static Func<object, MimeBundle>? Find(Type type)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
            if (Registered.TryGetValue(candidate, out var show))
                return show;
        return type.GetInterfaces().Select(candidate => Registered.GetValueOrDefault(candidate)).FirstOrDefault(show => show is not null);
    }
}
