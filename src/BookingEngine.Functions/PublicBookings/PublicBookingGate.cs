using BookingEngine.Branding;
using BookingEngine.PublicBookings;
using BookingEngine.Users;

namespace BookingEngine.Functions.PublicBookings;

/// <summary>Lets requests of visitors in, if the brand allows booking without an account.</summary>
public sealed class PublicBookingGate(BrandCache brands, Visitors visitors, ClientAddress address, VisitorHoldTokens tokens)
{
    internal const string WithoutAccount = "For visitors without an account, if the brand's `booking` is not `off`. Needs no token.";

    internal static Problem Off => Problem.Of(PublicBookingRefusals.Off);

    public async Task<IResult> RunAsync(ApiCall call, Func<Task<IResult>> answer) => await IsOffAsync(call) ? Off : await answer();

    public async Task<bool> IsOffAsync(ApiCall call) => (await brands.FindAsync(call.Cancellation)).Booking is OpenBooking.Off;

    public Task<UserId> VisitorAsync(ApiCall call) => visitors.FindAsync(address.NetworkOf(call.Request), call.Cancellation);

    public VisitorHold? ReadHold(string token) => tokens.Read(token);

    public string TokenOf(VisitorHold hold) => tokens.Create(hold);
}
