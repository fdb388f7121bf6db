using NodaTime;

namespace BookingEngine.Waitlist;

/// <param name="OfferLength">How long a customer has to take an offer.</param>
public sealed record WaitlistSettings(Duration OfferLength)
{
    public static WaitlistSettings Default { get; } = new(Duration.FromMinutes(60));

    /// <summary>An offer that would last less is not made.</summary>
    public static readonly Duration ShortestOffer = Duration.FromMinutes(10);

    /// <summary>After so many offers that expired the entry is closed.</summary>
    public const int MaximumLapses = 3;
}
