namespace BookingEngine.Functions.Http.Answers;

/// <summary>The id that connects a request's answer, logs and events. The client may send it. Otherwise it is generated.</summary>
public static class Correlation
{
    public const string Header = "x-correlation-id";
    private const int MaximumLength = 64;

    public static string Of(HttpRequest request, Guid callId) =>
        request.Headers[Header] is [{ Length: > 0 and <= MaximumLength } given] && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? given
            : callId.ToString("N");
}
