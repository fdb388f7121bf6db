namespace BookingEngine.Functions.Http.Answers;

[Shape("Message", "A confirmation.")]
public sealed record MessageView(
    [property: Field("The text of the confirmation.")] string Msg)
{
    public static IResult Of(string message, int status = StatusCodes.Status200OK) =>
        Results.Json(new MessageView(message), ApiJson.Default.MessageView, statusCode: status);
}
