using BookingEngine.Branding.Logos;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Notifications;

namespace BookingEngine.Functions.Branding;

public sealed class RemoveLogoFunction(HttpEdge edge, ChangeLogoHandler handler, PublicLinks links) : IHttpFunction
{
    public static string Name => "DeleteBrandLogo";

    public static Policy Policy => BrandOperations.Change;

    public static Operation Operation => new(
        OperationGroup.Brand, "Remove the logo", "Only administrators. Its address stays, because mails that were sent show it.",
        BrandOperations.Shown("The brand without a logo."))
    {
        NeedsIfMatch = true,
        Problems = [.. BrandOperations.ChangeProblems],
    };

    [Function("BrandLogoDelete")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "brand/logo")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RemoveLogoFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call) => EntityTags.Read(call.Request) is { } precondition
        ? BrandOperations.Answer(call, await handler.HandleAsync(new ChangeLogo(null, precondition), call.Command, call.Cancellation), links)
        : EntityTags.Required;
}
