namespace BookingEngine.Functions.Http.Requests;

/// <summary>The errors of unreadable requests and invalid fields. The codes are part of the API.</summary>
public static class RequestProblems
{
    public static Problem MalformedForm { get; } =
        new(StatusCodes.Status400BadRequest, "malformed_form", "The form could not be read. Check how your client encodes it.");

    public static Problem BodyTooLarge { get; } = new(
        StatusCodes.Status413PayloadTooLarge, "too_large", $"The body is too large. Send at most {BodyReader.MaximumBytes} bytes.");

    public static Problem Unreadable { get; } =
        new(StatusCodes.Status400BadRequest, "bad_request", "The request could not be read. Check how your client sends it.");

    public static Problem MalformedJson(string why) => new(StatusCodes.Status400BadRequest, "malformed_json", why);

    public static Problem MediaType(string expected) =>
        new(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", $"Send the body as {expected}.");

    /// <summary>A body that is compressed, or coded in another way (RFC 9110, 15.5.16).</summary>
    public static Problem ContentCoding { get; } = new(
        StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "The body has a Content-Encoding. Send it without compression.")
    {
        Header = ("Accept-Encoding", "identity"),
    };

    public static Problem InvalidFields(IReadOnlyDictionary<string, List<string>> errors) =>
        new(StatusCodes.Status422UnprocessableEntity, "invalid_fields", Summary(errors)) { Errors = errors };

    public static Problem InvalidField(string field, string text) => InvalidFields(new Dictionary<string, List<string>> { [field] = [text] });

    /// <summary>Names that no field has, and that look like the name of one. Other errors of the request may be with them.</summary>
    public static Problem UnknownFields(IReadOnlyDictionary<string, List<string>> errors) => InvalidFields(errors) with { Code = "unknown_field" };

    /// <summary>Translates an error of the web server while it read the request.</summary>
    public static Problem Of(BadHttpRequestException e) => e.StatusCode == StatusCodes.Status413PayloadTooLarge
        ? BodyTooLarge
        : Unreadable;

    private static string Summary(IReadOnlyDictionary<string, List<string>> errors) =>
        string.Join(" ", errors.SelectMany(e => e.Value.Select(text => $"{e.Key} {text}.")));
}
