using System.Globalization;
using System.Text.Json;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>One value of a JSON body. What is wrong with it is noted under its path, such as <c>weekly_hours.monday[0]</c>.</summary>
/// <param name="value">Null where it is absent, or null in JSON.</param>
public sealed class BodyValue(JsonElement? value, string path, FieldErrors errors)
{
    public string Path => path;

    public bool IsAbsent => value is null;

    /// <summary>A required text of so many characters (Unicode code points), without NUL; the empty text where it is wrong.</summary>
    public string Text(int minimum, int maximum)
    {
        var (text, error) = ReadText();
        if (error is null && text.EnumerateRunes().Count() is var length && (length < minimum || length > maximum))
        {
            error = $"must have {minimum} to {maximum} characters";
        }

        if (error is not null)
        {
            Fail(error);
        }

        return error is null ? text : "";
    }

    /// <summary>A required text of a form of its own.</summary>
    /// <param name="mustBe">What it must be, to be read after its path.</param>
    public T Parsed<T>(Func<string, T?> parse, T otherwise, string mustBe)
        where T : struct
    {
        var (text, error) = ReadText();
        return error is null && parse(text) is { } parsed ? parsed : Fail(error ?? mustBe, otherwise);
    }

    /// <summary>A required text that follows a rule of its own; the empty text where it does not.</summary>
    public string Matching(Func<string, bool> rule, string mustBe)
    {
        var (text, error) = ReadText();
        return error is null && rule(text) ? text : Fail(error ?? mustBe, "");
    }

    /// <summary>The texts of a list of texts; null, and nothing is noted, where it is none.</summary>
    public IReadOnlyList<string>? Texts() =>
        value is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().All(v => v.ValueKind is JsonValueKind.String && BodyText.TryGet(v, out _))
            ? [.. list.EnumerateArray().Select(v => v.GetString()!)]
            : null;

    /// <summary>A required whole number; the minimum where it is wrong.</summary>
    public int Whole(int minimum, int maximum)
    {
        if (value is null)
        {
            return Fail("is required", minimum);
        }

        return value.Value.ValueKind is JsonValueKind.Number && value.Value.TryGetInt32(out var number) && number >= minimum && number <= maximum
            ? number
            : Fail(string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {minimum} to {maximum}"), minimum);
    }

    public decimal Amount(decimal maximum)
    {
        if (value is null)
        {
            return Fail("is required", 0m);
        }

        return value.Value.ValueKind is JsonValueKind.Number && value.Value.TryGetDecimal(out var number) && number >= 0 && number <= maximum
            && decimal.Round(number, 4) == number
            ? number
            : Fail(string.Create(CultureInfo.InvariantCulture, $"must be a number from 0 to {maximum} with at most 4 decimals"), 0m);
    }

    public bool Flag(bool otherwise) => value?.ValueKind switch
    {
        null => otherwise,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Fail("must be true or false", otherwise),
    };

    /// <summary>One of a few words.</summary>
    public T Choice<T>(IReadOnlyDictionary<string, T> words)
    {
        var (text, error) = ReadText();
        return error is null && words.TryGetValue(text, out var chosen)
            ? chosen
            : Fail(error ?? $"must be {string.Join(" or ", words.Keys)}", words.Values.First());
    }

    /// <summary>The members of a required object; none where it is wrong.</summary>
    public BodyFields Members()
    {
        if (value is not { ValueKind: JsonValueKind.Object } members)
        {
            Fail(value is null ? "is required" : "must be an object");
            return BodyFields.None;
        }

        return new BodyFields(members, errors, path);
    }

    /// <summary>The values of a list; none where it is absent or wrong.</summary>
    public IReadOnlyList<BodyValue> List(int maximum)
    {
        if (value is null)
        {
            return [];
        }

        if (value is not { ValueKind: JsonValueKind.Array } list)
        {
            return Fail<IReadOnlyList<BodyValue>>("must be a list", []);
        }

        return list.GetArrayLength() > maximum
            ? Fail<IReadOnlyList<BodyValue>>(string.Create(CultureInfo.InvariantCulture, $"must have at most {maximum} entries"), [])
            : [.. list.EnumerateArray().Select((v, i) => new BodyValue(
                v.ValueKind is JsonValueKind.Null ? null : v, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), errors))];
    }

    /// <summary>Notes what is wrong with it.</summary>
    /// <param name="text">What it must be, to be read after its path.</param>
    public void Fail(string text) => errors.Add(path, text);

    private T Fail<T>(string text, T otherwise)
    {
        Fail(text);
        return otherwise;
    }

    private (string Text, string? Error) ReadText() => BodyText.Read(value);
}
