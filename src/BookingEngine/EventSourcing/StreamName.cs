using System.Buffers;

namespace BookingEngine.EventSourcing;

/// <summary>The name of a stream: its category, a hyphen and its id (<c>calendar-default</c>). It never changes.</summary>
public readonly record struct StreamName
{
    private const int MaximumLength = 200;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private StreamName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The text before the first hyphen.</summary>
    public string Category => Value[..Value.IndexOf('-', StringComparison.Ordinal)];

    /// <summary>The text after the first hyphen.</summary>
    public string Id => Value[(Value.IndexOf('-', StringComparison.Ordinal) + 1)..];

    public static StreamName Of(string category, string id) => Parse($"{category}-{id}");

    public static StreamName Parse(string value) =>
        TryParse(value, out var name) ? name : throw new FormatException("A stream name must be a category, a hyphen and an id.");

    public static bool TryParse(string? value, out StreamName name)
    {
        var hyphen = value?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        var valid = hyphen > 0 && hyphen < value!.Length - 1 && value.Length <= MaximumLength
            && !value.AsSpan().ContainsAnyExcept(Allowed);
        name = valid ? new StreamName(value!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
