namespace BookingEngine.Functions.Http;

/// <summary>The errors that any route may answer. Each code is part of the API.</summary>
public static class Problems
{
    public static Problem InvalidKey { get; } = new(StatusCodes.Status403Forbidden, "invalid_api_key", "Invalid or missing API Key");

    public static Problem InvalidToken { get; } = new(StatusCodes.Status401Unauthorized, "invalid_token", "Could not validate credentials")
    {
        Header = ("WWW-Authenticate", "Bearer"),
    };

    public static Problem MissingRole { get; } =
        new(StatusCodes.Status403Forbidden, "missing_role", "Your role does not allow this. Ask an administrator.");

    public static Problem NotFound { get; } =
        new(StatusCodes.Status404NotFound, "not_found", "There is nothing at this address: check the path against the documentation.");

    public static Problem MalformedForm { get; } =
        new(StatusCodes.Status400BadRequest, "malformed_form", "The form could not be read: check how your client encodes it.");

    public static Problem BodyTooLarge { get; } = new(
        StatusCodes.Status413PayloadTooLarge, "too_large", $"The body is too large: at most {BodyReader.MaximumBytes} bytes are read.");

    public static Problem Internal { get; } = new(
        StatusCodes.Status500InternalServerError, "internal_error",
        "Something went wrong here. Try again; if it stays so, report the correlation_id.");

    public static Problem Unavailable { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "store_unavailable", "The store does not answer at the moment. Try again in a few seconds.")
    {
        Header = ("Retry-After", "5"),
    };

    public static Problem MethodNotAllowed(string method, string allowed) => new(
        StatusCodes.Status405MethodNotAllowed, "method_not_allowed", $"{Shown(method)} is not to be had here: use {allowed}.")
    {
        Header = ("Allow", allowed),
    };

    public static Problem MalformedJson(string why) => new(StatusCodes.Status400BadRequest, "malformed_json", why);

    public static Problem MediaType(string expected) =>
        new(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", $"Send the body as {expected}.");

    public static Problem InvalidFields(IReadOnlyDictionary<string, List<string>> errors) =>
        new(StatusCodes.Status422UnprocessableEntity, "invalid_fields", Summary(errors)) { Errors = errors };

    /// <summary>What the server itself found wrong with a request before or while it was read.</summary>
    public static Problem Of(BadHttpRequestException e) => e.StatusCode == StatusCodes.Status413PayloadTooLarge
        ? BodyTooLarge
        : new(StatusCodes.Status400BadRequest, "bad_request", "The request could not be read: check how your client sends it.");

    private static string Summary(IReadOnlyDictionary<string, List<string>> errors) =>
        string.Join(" ", errors.SelectMany(e => e.Value.Select(text => $"{e.Key} {text}.")));

    // The method is the client's text: only a plain token is shown again.
    private static string Shown(string method) => method.Length <= 10 && method.All(char.IsAsciiLetter) ? method : "This method";
}
