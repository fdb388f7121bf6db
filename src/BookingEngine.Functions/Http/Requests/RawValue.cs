using System.Globalization;
using System.Text.Json;
using BookingEngine.Functions.Http.Requests.Texts;
using Microsoft.Extensions.Primitives;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>A value as sent: JSON in a body, text in a query or form. The default is an absent value.</summary>
/// <param name="Error">Set if there is no usable value.</param>
internal readonly record struct RawValue(JsonElement? Json, string? Text, string? Error)
{
    public bool IsAbsent => Json is null && Text is null && Error is null;

    /// <summary>A JSON null is an absent value.</summary>
    public static RawValue OfJson(JsonElement value) => value.ValueKind is JsonValueKind.Null ? default : new(value, null, null);

    public static RawValue OfMember(JsonElement members, string name) => members.TryGetProperty(name, out var value) ? OfJson(value) : default;

    public static RawValue OfQuery(StringValues values) =>
        OfForm(values) is var value && value.Text?.Contains('\0') is true ? new(null, null, "must not contain NUL") : value;

    public static RawValue OfForm(StringValues values) => values.Count switch
    {
        0 => default,
        1 => new(null, values[0] ?? "", null),
        _ => new(null, null, "must be given once"),
    };

    /// <summary>Whether a query has the same value once. A list or object has no text, so it never has.</summary>
    public bool IsSameAs(StringValues query) => query is [var text] && text == (Json switch
    {
        null => Text,
        { ValueKind: JsonValueKind.String } => ReadText().Text,
        { ValueKind: JsonValueKind.Array or JsonValueKind.Object } => null,
        { } json => Whole()?.ToString(CultureInfo.InvariantCulture) ?? json.GetRawText(),
    });

    /// <summary>The text, or its error.</summary>
    public (string Text, string? Error) ReadText() => Text is not null ? (Text, null) : BodyText.Read(Json);

    /// <summary>In JSON, <c>30.0</c> and <c>3e1</c> are the whole number 30, too.</summary>
    public int? Whole() => Json switch
    {
        null => int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        { ValueKind: JsonValueKind.Number } json => json.TryGetInt32(out var number) ? number
            : json.TryGetDecimal(out var exact) && exact is >= int.MinValue and <= int.MaxValue && decimal.IsInteger(exact) ? (int)exact
            : null,
        _ => null,
    };

    public bool? Flag() => (Json?.ValueKind, Text) switch
    {
        (JsonValueKind.True, _) or (null, "true") => true,
        (JsonValueKind.False, _) or (null, "false") => false,
        _ => null,
    };
}
