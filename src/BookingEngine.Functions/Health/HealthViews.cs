namespace BookingEngine.Functions.Health;

[Shape("Live", "The process runs.")]
public sealed record LiveView(
    [property: Field("Always `live`.")] string Status);

[Shape("Ready", "Requests can be served.")]
public sealed record ReadyView(
    [property: Field("Always `ready`.")] string Status,
    [property: Field("How far the read models are behind.")] LagView Lag,
    [property: Field("How many messages were given up and wait to be looked at.")] int PoisonMessages,
    [property: Field("The release of the IANA time-zone data in use.")] string ZoneData);

[Shape("Lag", "How far the read models are behind.")]
public sealed record LagView(
    [property: Field("How many streams they have not caught up with.")] int Streams,
    [property: Field("For how many seconds the oldest of them has been waiting.")] double Seconds);
