namespace BookingEngine.Functions.Http.Answers;

/// <summary>An answer that is but a sentence.</summary>
public sealed record MessageView(string Msg)
{
    public static IResult Of(string message) => Results.Json(new MessageView(message), ApiJson.Default.MessageView);
}
