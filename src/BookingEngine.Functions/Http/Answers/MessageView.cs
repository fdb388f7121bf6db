namespace BookingEngine.Functions.Http.Answers;

[Shape("Message", "What was done.")]
public sealed record MessageView(
    [property: Field("What was done, in words.")] string Msg)
{
    public static IResult Of(string message) => Results.Json(new MessageView(message), ApiJson.Default.MessageView);
}
