using BookingEngine.Functions.Health;
using BookingEngine.Functions.Http.Answers;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>What probes ask.</summary>
public static class HealthOperations
{
    public static OperationGroup Group { get; } = new(
        "Health", "For probes. Neither key nor token is asked for.", [Live, Ready], [LiveShape, ReadyShape, LagShape]);

    private static Operation Live => new(typeof(GetLivenessFunction), "Whether the process runs", "Asks nothing of the store.")
    {
        Answer = new(200, "It runs.", HealthJson.Default.LiveView)
        {
            Examples = new Dictionary<string, object> { ["live"] = new LiveView("live") },
        },
    };

    private static Operation Ready => new(
        typeof(GetReadinessFunction), "Whether requests can be served", "Asks the store, at most once a second. Lag alone does not make it unready.")
    {
        Answer = new(200, "Requests can be served.", HealthJson.Default.ReadyView)
        {
            Examples = new Dictionary<string, object>
            {
                ["ready"] = new ReadyView("ready", new LagView(0, 0), 0, "2026b"),
                ["lagging"] = new ReadyView("ready", new LagView(3, 1.25), 0, "2026b"),
            },
        },
        Problems = [Problems.Unavailable],
    };

    private static ViewDescription LiveShape => new("Live", HealthJson.Default.LiveView, "The process runs.")
    {
        Fields = new Dictionary<string, FieldDescription> { ["status"] = "Always `live`." },
    };

    private static ViewDescription ReadyShape => new("Ready", HealthJson.Default.ReadyView, "Requests can be served.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["status"] = "Always `ready`.",
            ["lag"] = "How far the read models are behind.",
            ["poison_messages"] = "How many messages were given up and wait to be looked at.",
            ["zone_data"] = "The release of the IANA time-zone data in use.",
        },
    };

    private static ViewDescription LagShape => new("Lag", HealthJson.Default.LagView, "How far the read models are behind.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["streams"] = "How many streams they have not caught up with.",
            ["seconds"] = "For how many seconds the oldest of them has been waiting.",
        },
    };
}
