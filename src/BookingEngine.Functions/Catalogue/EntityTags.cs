using System.Globalization;
using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue;

/// <summary>Converts versions to ETags, and reads the versions in <c>If-Match</c> (RFC 9110, 13.1.1).</summary>
public static class EntityTags
{
    private const int MaximumLength = 1_000;

    public static Problem Required { get; } = new(
        StatusCodes.Status428PreconditionRequired, "precondition_required",
        "Read the object and send its ETag as If-Match. This protects the changes of others.");

    public static string Format(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public static void Set<T>(ApiCall call, Definition<T> definition)
        where T : class => call.Request.HttpContext.Response.Headers.ETag = Format(definition.Version);

    /// <summary>Null if the header is absent. A foreign or weak tag matches nothing.</summary>
    public static Precondition? Read(HttpRequest request)
    {
        if (request.Headers.IfMatch is not { Count: > 0 } given || given.All(string.IsNullOrWhiteSpace))
        {
            return null;
        }

        var text = given.ToString();
        return text.Trim() == "*" ? new Precondition(null) : new Precondition(
            text.Length > MaximumLength ? [] : [.. text.Split(',', StringSplitOptions.TrimEntries).Select(VersionOf).OfType<int>()]);
    }

    private static int? VersionOf(string tag) =>
        tag is ['"', .. var digits, '"'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && tag == Format(version)
            ? version
            : null;
}
