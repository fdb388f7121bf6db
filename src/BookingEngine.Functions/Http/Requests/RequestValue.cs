using System.Globalization;
using System.Text.Json;
using BookingEngine.Functions.Http.Requests.Shapes;
using BookingEngine.Functions.Http.Requests.Texts;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>One value of a request. Each method reads it as one type, and returns null if it is absent or invalid. Errors are reported for its
/// path, such as <c>weekly_hours.monday[0]</c>.</summary>
public readonly struct RequestValue
{
    private readonly RawValue _raw;
    private readonly string _path;
    private readonly string? _missing;
    private readonly FieldErrors _errors;
    private readonly Action<ValueShape>? _describe;

    /// <param name="missing">The error if it is absent. Null for an optional value.</param>
    /// <param name="describe">Gets the shape. Null if the value is not described.</param>
    internal RequestValue(RawValue raw, string path, string? missing, FieldErrors errors, Action<ValueShape>? describe = null) =>
        (_raw, _path, _missing, _errors, _describe) = (raw, path, missing, errors, describe);

    /// <summary>A value outside a request record, such as an answer to a service's question.</summary>
    internal static RequestValue Of(JsonElement? json, string path, bool isRequired, FieldErrors errors) =>
        new(json is { } value ? RawValue.OfJson(value) : default, path, isRequired ? "is required" : null, errors);

    /// <summary>Whether it is neither absent nor null.</summary>
    public bool IsGiven => !_raw.IsAbsent;

    /// <summary>Whether the value is a JSON array.</summary>
    public bool IsList => _raw.Json is { ValueKind: JsonValueKind.Array };

    /// <summary>Describes the value as nullable.</summary>
    public RequestValue OrNull() =>
        _describe is { } describe ? new(_raw, _path, _missing, _errors, shape => describe(shape with { IsNullable = true })) : this;

    /// <summary>A text with a length in Unicode code points.</summary>
    public string? Text(int minimum, int maximum, string? format = null)
    {
        _describe?.Invoke(ValueShape.Text with { MinLength = minimum, MaxLength = maximum, Format = format });
        return ReadText() is { } text
            ? text.EnumerateRunes().Count() is var length && length >= minimum && length <= maximum
                ? text
                : Wrong<string>(string.Create(CultureInfo.InvariantCulture, $"must have {minimum} to {maximum} characters"))
            : null;
    }

    public string? AnyText(string? format = null)
    {
        _describe?.Invoke(ValueShape.Text with { Format = format });
        return ReadText();
    }

    /// <summary>A text that satisfies a rule.</summary>
    /// <param name="message">Continues the path, such as <c>must be a list</c>.</param>
    public string? Matching(Func<string, bool> rule, string message, ValueShape shape)
    {
        _describe?.Invoke(shape);
        return ReadText() is { } text ? rule(text) ? text : Wrong<string>(message) : null;
    }

    /// <summary>A text that is parsed.</summary>
    /// <inheritdoc cref="Matching"/>
    public T? Parsed<T>(Func<string, T?> parse, string message, ValueShape shape)
        where T : struct
    {
        _describe?.Invoke(shape);
        return ReadText() is { } text ? parse(text) ?? Wrong<T?>(message) : null;
    }

    /// <summary>One of the given words.</summary>
    public T? Choice<T>(IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        _describe?.Invoke(ValueShape.Text with { Words = [.. words.Keys] });
        return ReadText() is { } text ? words.TryGetValue(text, out var chosen) ? chosen : Wrong<T?>($"must be {string.Join(" or ", words.Keys)}") : null;
    }

    public int? Whole(int minimum, int maximum)
    {
        _describe?.Invoke(new("integer") { Minimum = minimum, Maximum = maximum });
        return !IsPresent() ? null : _raw.Whole() is { } number && number >= minimum && number <= maximum
            ? number
            : Wrong<int?>(string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {minimum} to {maximum}"));
    }

    /// <summary>A non-negative number with at most four decimals.</summary>
    public decimal? Amount(decimal maximum)
    {
        _describe?.Invoke(new("number") { Minimum = 0, Maximum = maximum });
        return !IsPresent() ? null
            : _raw.Json is { ValueKind: JsonValueKind.Number } json && json.TryGetDecimal(out var number) && number >= 0 && number <= maximum
                && decimal.Round(number, 4) == number
            ? number
            : Wrong<decimal?>(string.Create(CultureInfo.InvariantCulture, $"must be a number from 0 to {maximum} with at most 4 decimals"));
    }

    public bool? Flag()
    {
        _describe?.Invoke(new("boolean"));
        return IsPresent() ? _raw.Flag() ?? Wrong<bool?>("must be true or false") : null;
    }

    public T? Nested<T>(Func<RequestFields, T> read)
        where T : class
    {
        _describe?.Invoke(new("object") { Fields = RequestFields.Describe(read) });
        return ReadMembers() is { } members ? read(new RequestFields(members, _errors, _path)) : null;
    }

    /// <summary>An object with any members.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Members()
    {
        _describe?.Invoke(new("object"));
        return ReadMembers()?.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
    }

    /// <summary>A list. Empty if absent or invalid.</summary>
    public IReadOnlyList<T> List<T>(int maximum, Func<RequestValue, T> read)
    {
        _describe?.Invoke(new("array") { Items = RequestFields.Describe(fields => read(fields.Required("item")))[0].Value });
        if (!IsPresent())
        {
            return [];
        }

        if (_raw.Json is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > maximum)
        {
            return Wrong<T[]>(IsList ? string.Create(CultureInfo.InvariantCulture, $"must have at most {maximum} entries") : "must be a list") ?? [];
        }

        var (path, errors) = (_path, _errors);
        return [.. list.EnumerateArray().Select((item, place) =>
            read(Of(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{place}]"), isRequired: true, errors)))];
    }

    /// <summary>A list of texts. If it is invalid, the result is null, but no error is added.</summary>
    public IReadOnlyList<string>? Texts(ValueShape shape)
    {
        _describe?.Invoke(shape);
        return _raw.Json is { ValueKind: JsonValueKind.Array } list
            && list.EnumerateArray().All(v => v.ValueKind is JsonValueKind.String && BodyText.TryGet(v, out _))
            ? [.. list.EnumerateArray().Select(v => v.GetString()!)]
            : null;
    }

    /// <summary>Adds an error for the value.</summary>
    /// <param name="message">Continues the path, such as <c>must be a list</c>.</param>
    public void Fail(string message) => _errors.Add(_path, message);

    private T? Wrong<T>(string message)
    {
        Fail(message);
        return default;
    }

    private bool IsPresent()
    {
        var error = _raw.IsAbsent ? _missing : _raw.Error;
        if (error is not null)
        {
            Fail(error);
        }

        return !_raw.IsAbsent && error is null;
    }

    private string? ReadText()
    {
        var (text, error) = IsPresent() ? _raw.ReadText() : default;
        return error is null ? text : Wrong<string>(error);
    }

    private JsonElement? ReadMembers() =>
        !IsPresent() ? null : _raw.Json is { ValueKind: JsonValueKind.Object } members ? members : Wrong<JsonElement?>("must be an object");
}
