using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.RateLimiting;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Catalogue.Services;

public sealed class GetServiceFunction(HttpEdge edge, CatalogueQueries<Service> queries) : IHttpFunction
{
    public static string Name => "GetService";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("ServicesGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "services/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetServiceFunction>(request, context, call => queries.GetAsync(call, id, Answer));

    internal static IResult Answer(Service service) => Results.Json(ServiceView.Of(service), ServicesJson.Default.ServiceView);
}
