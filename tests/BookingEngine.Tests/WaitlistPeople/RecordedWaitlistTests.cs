using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>A salon whose waitlist the test writes itself. The timer does not run: it would offer what is free.</summary>
public abstract class RecordedWaitlistTests() : SalonTests(hasTimer: false)
{
    private protected RecordedWaitlist Waitlist { get; private set; } = null!;

    private protected Person Ada { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Salon.ServiceAsync("cut");
        (Waitlist, Ada) = (new RecordedWaitlist(Api), await Api.NewPersonAsync());
    }
}
