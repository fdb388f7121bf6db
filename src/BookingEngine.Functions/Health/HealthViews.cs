namespace BookingEngine.Functions.Health;

public sealed record LiveView(string Status);

/// <param name="ZoneData">The release of the IANA time-zone data in use.</param>
public sealed record ReadyView(string Status, LagView Lag, int PoisonMessages, string ZoneData);

/// <param name="Streams">Streams that read models have not caught up with.</param>
/// <param name="Seconds">Since when the oldest of them has been waiting.</param>
public sealed record LagView(int Streams, double Seconds);
