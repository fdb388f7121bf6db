using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.PublicBookings;

/// <summary>Tests on an API of their own that is open to visitors, with no limit but that of mails.</summary>
public abstract class UnprovedTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Unlimited =
        ["RATE_LIMIT_PUBLIC_HOLD", "RATE_LIMIT_BOOK", "RATE_LIMIT_REGISTER", "RATE_LIMIT_LOGIN", "RATE_LIMIT_READ", "RATE_LIMIT_WRITE", "RATE_LIMIT_RECOVER", "PUBLIC_HOLDS"];

    protected RunningApi Api { get; } = new() { Settings = { ["RATE_LIMITS"] = "on" } };

    public async Task InitializeAsync()
    {
        foreach (var limit in Unlimited)
        {
            Api.Settings[limit] = "off";
        }

        await Api.InitializeAsync();
        await Api.OpenAsync("open");
    }

    public Task DisposeAsync() => Api.DisposeAsync();

    public void Dispose()
    {
        Api.Dispose();
        GC.SuppressFinalize(this);
    }
}
