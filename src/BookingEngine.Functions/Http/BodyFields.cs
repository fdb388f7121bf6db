using System.Text;
using System.Text.Json;

namespace BookingEngine.Functions.Http;

/// <summary>The members of a JSON body, read one by one; unknown ones are ignored.</summary>
public sealed class BodyFields(JsonElement root)
{
    public FieldErrors Errors { get; } = new();

    public bool Has(string name) => root.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    /// <summary>A required text of so many characters (Unicode code points), without NUL; the empty text where it is wrong.</summary>
    public string Text(string name, int minimum, int maximum)
    {
        var (text, error) = Read(name);
        if (error is null && text.EnumerateRunes().Count() is var length && (length < minimum || length > maximum))
        {
            error = $"must have {minimum} to {maximum} characters";
        }

        if (error is not null)
        {
            Errors.Add(name, error);
        }

        return error is null ? text : "";
    }

    private (string Text, string? Error) Read(string name)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return ("", "is required");
        }

        if (value.ValueKind is not JsonValueKind.String)
        {
            return ("", "must be a text");
        }

        return TryGetString(value, out var text) && !text.Contains('\0') ? (text, null) : ("", "must not contain NUL or half a surrogate pair");
    }

    private static bool TryGetString(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString()!;
            return !text.EnumerateRunes().Contains(Rune.ReplacementChar) || value.GetRawText().Contains('\uFFFD', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            text = ""; // an escape such as \ud800 that is no character
            return false;
        }
    }
}
