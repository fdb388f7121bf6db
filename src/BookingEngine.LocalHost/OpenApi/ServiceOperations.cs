using System.Text.Json.Nodes;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Catalogue.Services;
using BookingEngine.Functions.Http.Answers;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>What is offered.</summary>
public static class ServiceOperations
{
    private static readonly ServiceView Sample = new(
        "cut", "Haircut", "Wash, cut, dry", 45, 0, 10, 15, 120, 86_400, 1, ["chair-1", "chair-2"], "least_busy", 1_440, 720, false, true,
        new CustomerLimitsView(3, 1), new PriceView(45.50m, "EUR"),
        [new QuestionView("length", "How long is your hair?", "choice", true, ["short", "long"])], true);

    public static OperationGroup Group { get; } = new(
        "Services", "What is offered.", [List, Create, Get, Change, History],
        [
            .. ServiceSchemas.Views,
            .. CatalogueSchemas.HistoryShapes("Service", ServicesJson.Default.HistoryViewServiceView, ServicesJson.Default.HistoryEntryViewServiceView),
        ]);

    private static JsonObject Body => CatalogueSchemas.BodyOf(Sample, ServicesJson.Default.ServiceView);

    private static Operation List => new(typeof(ListServicesFunction), "List services", CatalogueSchemas.ListText)
    {
        Parameters = CatalogueSchemas.Page,
        Answer = CatalogueSchemas.Listed("The services.", ServicesJson.Default.ServiceListView, new ServiceListView([Sample], null)),
        Problems = [CatalogueSchemas.PageProblem],
    };

    private static Operation Create => new(typeof(CreateServiceFunction), "Create a service", "Administrators alone. Durations are whole minutes.")
    {
        Body = RequestBody.Json<ServiceRequest>(Body),
        Answer = CatalogueSchemas.Tagged(201, "The service is created.", ServicesJson.Default.ServiceView, Sample),
        Problems = [.. CatalogueSchemas.Creation, .. Invalid],
    };

    private static Operation Get => new(
        typeof(GetServiceFunction), "Get a service", "The service `default`, of 30 minutes, is there from the beginning. Customers see it while it is active.")
    {
        Parameters = [CatalogueSchemas.Id("service")],
        Answer = CatalogueSchemas.Tagged(200, "The service.", ServicesJson.Default.ServiceView, Sample),
        Problems = [CatalogueSchemas.NotFound],
    };

    private static Operation Change => new(
        typeof(ChangeServiceFunction), "Change or retire a service",
        "Administrators alone. Writes the whole of it, and retires it with `active` false. What is booked keeps what it was booked with.")
    {
        Parameters = [CatalogueSchemas.Id("service"), CatalogueSchemas.IfMatch],
        Body = RequestBody.Json<ServiceRequest>(Body),
        Answer = CatalogueSchemas.Tagged(200, "The service as it is now.", ServicesJson.Default.ServiceView, Sample),
        Problems = [.. CatalogueSchemas.Change, .. Invalid],
    };

    private static Operation History => new(typeof(GetServiceHistoryFunction), "Get a service's history", CatalogueSchemas.HistoryText)
    {
        Parameters = [CatalogueSchemas.Id("service"), .. CatalogueSchemas.Page],
        Answer = CatalogueSchemas.Listed("The history.", ServicesJson.Default.HistoryViewServiceView, CatalogueSchemas.HistoryOf(Sample)),
        Problems = [CatalogueSchemas.NotFound, CatalogueSchemas.PageProblem],
    };

    private static IReadOnlyList<Problem> Invalid =>
        [Problem.Of(CatalogueRefusals.UnknownResource("chair-9")), Samples.Invalid("duration", $"must be a whole number from 1 to {ServiceRequest.MaximumMinutes}")];
}
