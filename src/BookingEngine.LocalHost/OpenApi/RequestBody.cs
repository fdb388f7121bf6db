using System.Text.Json.Nodes;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>What a request carries, and what is answered where that cannot be read.</summary>
public sealed record RequestBody(string MediaType, IReadOnlyList<BodyField> Fields, JsonObject Example, IReadOnlyList<Problem> Problems)
{
    public bool IsRequired { get; init; } = true;

    public static RequestBody Json<T>(JsonObject example)
        where T : IRequest<T> => new(
        "application/json", RequestShapes.FieldsOf<T>(), example,
        [
            RequestProblems.MalformedJson("The body is not valid JSON at line 1, byte 18."),
            RequestProblems.MediaType("application/json in UTF-8"),
            .. Unread,
        ]);

    /// <summary>The form of the token endpoint, whose problems say what RFC 6749 calls them, too.</summary>
    public static RequestBody TokenForm<T>(JsonObject example)
        where T : IRequest<T> => new(
        "application/x-www-form-urlencoded", RequestShapes.FieldsOf<T>(), example,
        [
            RequestProblems.MalformedForm with { Error = "invalid_request" },
            RequestProblems.MediaType("application/x-www-form-urlencoded") with { Error = "invalid_request" },
            .. Unread,
        ]);

    private static IEnumerable<Problem> Unread =>
    [
        RequestProblems.Of(new BadHttpRequestException("", StatusCodes.Status400BadRequest)),
        RequestProblems.Of(new BadHttpRequestException("", StatusCodes.Status413PayloadTooLarge)),
    ];
}

/// <param name="Schema">What JSON Schema says of the value, its description apart.</param>
public sealed record BodyField(string Name, string Description, JsonObject Schema, bool IsRequired = true);
