namespace BookingEngine.Tests.Http;

/// <summary>Tests on an API of their own, with an administrator who is signed in.</summary>
public abstract class AdministratorTests : IAsyncLifetime, IDisposable
{
    protected RunningApi Api { get; } = new();

    protected Person Admin { get; set; } = null!;

    public virtual async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        Admin = await Api.AdminAsync();
    }

    public Task DisposeAsync() => Api.DisposeAsync();

    public void Dispose()
    {
        Api.Dispose();
        GC.SuppressFinalize(this);
    }
}
