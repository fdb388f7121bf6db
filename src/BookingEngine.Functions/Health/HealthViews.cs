using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Health;

[Shape("Live", "The process runs.")]
public sealed record LiveView(
    [property: Field("Always `live`.")] string Status);

[Shape("Ready", "Requests can be served.")]
public sealed record ReadyView(
    [property: Field("Always `ready`.")] string Status,
    [property: Field("How far the read models are behind.")] LagView Lag,
    [property: Field("The number of messages that failed too often and wait for an operator.")] int PoisonMessages,
    [property: Field("The release of the IANA time-zone data in use.")] string ZoneData)
{
    [Field("The number of external calendars that could not be read for a day: see `GET /resources/{id}/external-calendars`. Omitted for none.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? FailingCalendars { get; init; }

    [Field("When the sweep measured `lag` and `poison_messages`: at most some minutes ago, if its timer runs. Omitted before the first sweep.", Format = "date-time")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MeasuredAt { get; init; }

    [Field("How many webhooks are disabled because they failed. Omitted if none is.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int DisabledWebhooks { get; init; }
}

[Shape("Lag", "How far the read models are behind.")]
public sealed record LagView(
    [property: Field("The number of streams that the read models are behind on.")] int Streams,
    [property: Field("How long the oldest of these streams has been waiting, in seconds.")] double Seconds);
