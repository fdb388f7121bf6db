using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Bookings;

/// <summary>Tests on a salon of their own, on the embedded store.</summary>
public abstract class SalonTests(bool hasTimer = true) : IAsyncLifetime, IDisposable
{
    protected RunningApi Api { get; } = new() { HasTimer = hasTimer };

    protected SalonFixture Salon { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        Salon = await SalonFixture.OpenAsync(Api);
    }

    public Task DisposeAsync() => Api.DisposeAsync();

    public void Dispose()
    {
        Api.Dispose();
        GC.SuppressFinalize(this);
    }
}
