using System.Text.Json;
using BookingEngine.Functions.Http.Requests.Shapes;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>The fields of a request, or of an object in it. Reading an invalid field adds to <see cref="Errors"/>. To describe a request,
/// all fields are absent, and each read records the field's shape.</summary>
public sealed class RequestFields
{
    private readonly Func<string, RawValue> _find;
    private readonly Func<string, bool> _prefers;
    private readonly string _path = "";
    private readonly List<FieldShape>? _shapes;

    /// <param name="prefers">Whether the client prefers a media type to JSON.</param>
    internal RequestFields(Func<string, RawValue> find, Func<string, bool> prefers) =>
        (_find, _prefers, Errors) = (find, prefers, new FieldErrors());

    internal RequestFields(JsonElement members, FieldErrors errors, string path) =>
        (_find, _prefers, Errors, _path) = (name => RawValue.OfMember(members, name), _ => false, errors, path);

    private RequestFields(List<FieldShape> shapes) =>
        (_find, _prefers, Errors, _shapes) = (_ => default, _ => true, new FieldErrors(), shapes);

    public FieldErrors Errors { get; }

    /// <summary>The fields that <paramref name="read"/> reads, in order.</summary>
    public static IReadOnlyList<FieldShape> Describe<T>(Func<RequestFields, T> read)
    {
        List<FieldShape> shapes = [];
        read(new RequestFields(shapes));
        return shapes;
    }

    /// <param name="missing">The error if it is absent.</param>
    public RequestValue Required(string name, string? description = null, string missing = "is required") => Value(name, description, missing);

    public RequestValue Optional(string name, string? description = null) => Value(name, description, missing: null);

    /// <summary>Whether the client prefers this media type to JSON. True in a description, so that it shows the larger limits.</summary>
    public bool Prefers(string mediaType) => _prefers(mediaType);

    /// <summary>A required text without NUL. Lengths are in Unicode code points. Empty if invalid.</summary>
    public string Text(string name, string? description, int minimum, int maximum, string? format = null) =>
        Required(name, description).Text(minimum, maximum, format) ?? "";

    public string? OptionalText(string name, string? description, int maximum) => Optional(name, description).Text(0, maximum);

    public int? OptionalWhole(string name, string? description, int minimum, int maximum) => Optional(name, description).Whole(minimum, maximum);

    /// <param name="fallback">The value if it is absent.</param>
    public bool Flag(string name, string? description, bool fallback = false) => Optional(name, description).Flag() ?? fallback;

    private RequestValue Value(string name, string? description, string? missing) => new(
        _find(name), _path.Length == 0 ? name : $"{_path}.{name}", missing, Errors,
        _shapes is null ? null : RecorderOf(_shapes, name, description, missing is not null));

    // In a method of its own, so that reading a request creates no closures.
    private static Action<ValueShape> RecorderOf(List<FieldShape> shapes, string name, string? description, bool isRequired) =>
        shape => shapes.Add(new FieldShape(name, description, isRequired, shape));
}
