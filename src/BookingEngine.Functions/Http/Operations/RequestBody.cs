using System.Text.Json.Nodes;
using BookingEngine.Functions.Http.Requests.Shapes;

namespace BookingEngine.Functions.Http.Operations;

/// <summary>The body of a request, and the problems of reading it.</summary>
public sealed record RequestBody(string MediaType, IReadOnlyList<FieldShape> Fields, JsonObject Example, IReadOnlyList<Problem> Problems)
{
    public bool IsRequired { get; init; } = true;

    /// <summary>The bytes of an image, of any media type.</summary>
    public static RequestBody Image => new("image/*", [], [], [.. Unreadable]);

    private static IEnumerable<Problem> Unreadable =>
    [
        RequestProblems.Of(new BadHttpRequestException("", StatusCodes.Status400BadRequest)),
        RequestProblems.Of(new BadHttpRequestException("", StatusCodes.Status413PayloadTooLarge)),
    ];

    public static RequestBody Json<T>(JsonObject example)
        where T : IRequest<T> => new(
        "application/json", RequestFields.Describe(T.Read), example,
        [
            RequestProblems.MalformedJson("The body is not valid JSON at line 1, byte 18."), RequestProblems.MediaType("application/json in UTF-8"), .. Unreadable,
            .. T.RefusesMisspelt ? new[] { MisspeltExample(RequestFields.Describe(T.Read)[0].Name) } : [],
        ]);

    private static Problem MisspeltExample(string field)
    {
        var errors = new FieldErrors();
        errors.AddUnknown($"{field}s", field);
        return errors.Problem!;
    }

    /// <summary>The form of the token endpoint. Its problems also have the error codes of RFC 6749.</summary>
    public static RequestBody TokenForm<T>(JsonObject example)
        where T : IRequest<T> => new(
        "application/x-www-form-urlencoded", RequestFields.Describe(T.Read), example,
        [
            RequestProblems.MalformedForm with { Error = "invalid_request" },
            RequestProblems.MediaType("application/x-www-form-urlencoded") with { Error = "invalid_request" },
            .. Unreadable,
        ]);
}
