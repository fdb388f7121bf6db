using System.Text.Json;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>The members of a JSON object, read one by one; unknown ones are ignored.</summary>
public sealed class BodyFields
{
    private readonly JsonElement? _members;
    private readonly string _path;

    /// <summary>The members of a body.</summary>
    public BodyFields(JsonElement root)
        : this(root, new FieldErrors(), "")
    {
    }

    /// <summary>The members of an object within a body.</summary>
    /// <param name="errors">The body's.</param>
    /// <param name="path">Where in the body it stands.</param>
    public BodyFields(JsonElement members, FieldErrors errors, string path) => (_members, Errors, _path) = (members, errors, path);

    private BodyFields() => (_members, Errors, _path) = (null, new FieldErrors(), "");

    /// <summary>In place of an object that is wrong: what is read from it is of no account, nor are its errors.</summary>
    public static BodyFields None => new();

    public FieldErrors Errors { get; }

    public bool Has(string name) => !this[name].IsAbsent;

    /// <summary>The member's value, which may be absent.</summary>
    public BodyValue this[string name]
    {
        get
        {
            var found = _members is { } members && members.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null
                ? value
                : (JsonElement?)null;
            return new BodyValue(found, _path.Length == 0 ? name : $"{_path}.{name}", Errors);
        }
    }

    /// <summary>A required text of so many characters (Unicode code points), without NUL; the empty text where it is wrong.</summary>
    public string Text(string name, int minimum, int maximum) => this[name].Text(minimum, maximum);

    public int Whole(string name, int minimum, int maximum, int otherwise) => OptionalWhole(name, minimum, maximum) ?? otherwise;

    public int? OptionalWhole(string name, int minimum, int maximum) => Has(name) ? this[name].Whole(minimum, maximum) : null;

    /// <summary>A text that may be absent.</summary>
    public string? OptionalText(string name, int maximum) => Has(name) ? Text(name, 0, maximum) : null;
}
