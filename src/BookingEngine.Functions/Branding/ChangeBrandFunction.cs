using System.Text.Json.Nodes;
using BookingEngine.Branding;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Notifications;

namespace BookingEngine.Functions.Branding;

public sealed class ChangeBrandFunction(HttpEdge edge, ChangeBrandHandler handler, PublicLinks links) : IHttpFunction
{
    public static string Name => "PutBrand";

    public static Policy Policy => BrandOperations.Change;

    public static Operation Operation => new(
        OperationGroup.Brand, "Change the brand",
        "Only administrators. Replaces the whole brand, apart from its logo. An absent field is reset. Before the first change the ETag is `\"0\"`.",
        BrandOperations.Shown("The brand as it is now."))
    {
        NeedsIfMatch = true,
        Body = RequestBody.Json<BrandRequest>(new()
        {
            ["display_name"] = "Salon Mitte",
            ["colours"] = new JsonObject { ["primary"] = "#1f4fd8", ["background"] = "#ffffff", ["text"] = "#1c1e21" },
            ["locale"] = "de",
            ["support_email"] = "hello@salon.example",
            ["sender_name"] = "Salon Mitte",
            ["mails"] = new JsonObject { ["hold_ending"] = true },
        }),
        Problems = [.. BrandOperations.ChangeProblems, RequestProblems.InvalidField("colours.text", "must have a contrast of at least 4.5 to 1 with the background")],
    };

    [Function("BrandPut")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "brand")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ChangeBrandFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        if (EntityTags.Read(call.Request) is not { } precondition)
        {
            return EntityTags.Required;
        }

        var (request, problem) = await call.ReadBodyAsync<BrandRequest>();
        return request is null ? problem! : BrandOperations.Answer(
            call, await handler.HandleAsync(new ChangeBrand(request.Brand, request.Mails, precondition), call.Command, call.Cancellation), links);
    }
}
