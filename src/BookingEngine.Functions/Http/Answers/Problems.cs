namespace BookingEngine.Functions.Http.Answers;

/// <summary>The errors of all routes. The codes are part of the API.</summary>
public static class Problems
{
    public static Problem InvalidKey { get; } = new(StatusCodes.Status403Forbidden, "invalid_api_key", "Invalid or missing API Key");

    public static Problem InvalidToken { get; } = new(StatusCodes.Status401Unauthorized, "invalid_token", "Could not validate credentials")
    {
        Header = ("WWW-Authenticate", "Bearer"),
    };

    public static Problem MissingRole { get; } =
        new(StatusCodes.Status403Forbidden, "missing_role", "Your role does not allow this. Ask an administrator.");

    public static Problem SecondFactorMissing { get; } = new(
        StatusCodes.Status403Forbidden, "second_factor_missing", "Your role needs a second factor. Set one up first, with POST /users/me/second-factor.");

    public static Problem NotFound { get; } =
        new(StatusCodes.Status404NotFound, "not_found", "There is nothing at this address. Check the path in the documentation.");

    public static Problem Internal { get; } = new(
        StatusCodes.Status500InternalServerError, "internal_error",
        "Something went wrong on the server. Try again. If it fails again, report the correlation_id.");

    public static Problem Unavailable { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "store_unavailable", "The store does not answer at the moment. Try again in a few seconds.")
    {
        Header = ("Retry-After", "5"),
    };

    public static Problem MethodNotAllowed(string method, string allowed) => new(
        StatusCodes.Status405MethodNotAllowed, "method_not_allowed", $"{Shown(method)} is not allowed here. Use {allowed}.")
    {
        Header = ("Allow", allowed),
    };

    // The client chooses the method's text, so only a plain token is repeated.
    private static string Shown(string method) => method.Length <= 10 && method.All(char.IsAsciiLetter) ? method : "This method";
}
