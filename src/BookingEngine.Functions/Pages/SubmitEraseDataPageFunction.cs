using BookingEngine.Erasure;

namespace BookingEngine.Functions.Pages;

/// <summary>Handles the form of the page.</summary>
public sealed class SubmitEraseDataPageFunction(HttpEdge edge, EraseGuestHandler handler) : IHttpFunction
{
    public static string Name => "EraseDataSubmit";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Write);

    public static Operation? Operation => null;

    [Function("PageEraseDataSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "erase-data")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SubmitEraseDataPageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, _, problem) = await call.ReadFormAsync<EraseDataForm>();
        if (form is null)
        {
            return problem!;
        }

        var outcome = await handler.HandleAsync(form.Token, call.Command, call.Cancellation);
        return outcome.Refusal is null ? Done : EraseDataPageFunction.Invalid;
    }

    private static HtmlPage Done { get; } = new(StatusCodes.Status200OK, "Your data is erased", "<p>There is nothing left to do.</p>");
}
