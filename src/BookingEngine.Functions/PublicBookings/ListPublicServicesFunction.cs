namespace BookingEngine.Functions.PublicBookings;

public sealed class ListPublicServicesFunction(HttpEdge edge, PublicBookingGate gate, PublicCatalogue catalogue) : IHttpFunction
{
    public static string Name => "ListPublicServices";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Read);

    public static Operation Operation => new(
        OperationGroup.PublicBookings, "List what visitors can book", PublicBookingGate.WithoutAccount,
        new(StatusCodes.Status200OK, "The services.", PublicBookingsJson.Default.PublicServiceListView,
            ("services", new PublicServiceListView([PublicServiceView.Example]))))
    {
        Problems = [PublicBookingGate.Off],
    };

    [Function("PublicServicesList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/services")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListPublicServicesFunction>(request, context, call => gate.RunAsync(call, () => AnswerAsync(call)));

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        List<PublicServiceView> views = [];
        foreach (var offered in await catalogue.ListAsync(call.Cancellation))
        {
            views.Add(await catalogue.ViewAsync(offered, call.Cancellation));
        }

        return Results.Json(new PublicServiceListView(views), PublicBookingsJson.Default.PublicServiceListView);
    }
}
