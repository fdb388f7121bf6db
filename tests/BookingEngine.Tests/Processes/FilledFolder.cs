using BookingEngine.Functions.Users.Accounts;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Processes;

/// <summary>The data folder of a deployment with one user and three bookings. The built program fills it once, and each test copies it.</summary>
public sealed class FilledFolder : IAsyncLifetime
{
    private readonly ProgramFixture _fixture = new();

    public static string[] Slots { get; } = ["2035-05-12T14:30:00Z", "2035-05-12T15:00:00Z", "2035-05-12T15:30:00Z"];

    /// <summary>The user's access token, valid until it expires.</summary>
    public string Token { get; private set; } = "";

    public async Task InitializeAsync() => Token = await FillAsync(_fixture);

    public Task DisposeAsync()
    {
        _fixture.Dispose();
        return Task.CompletedTask;
    }

    public void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in new DirectoryInfo(_fixture.Data).GetFiles())
        {
            file.CopyTo(Path.Combine(folder, file.Name));
        }
    }

    /// <summary>Fills the data folder of a new deployment.</summary>
    /// <returns>The user's access token.</returns>
    public static async Task<string> FillAsync(ProgramFixture fixture)
    {
        var program = await fixture.ServeAsync(("DATA_DIR", fixture.Data), ("API_KEY", RunningApi.Key), ("PUBLIC_URL", RunningApi.Issuer), ("RATE_LIMITS", "off"));
        var registration = new RegisterUserRequest(RequestJson.Email("ada@example.com"), People.Password, "Ada");
        Assert.Equal(201, (await program.SendAsync(RequestJson.Post("/auth/register", registration))).Status);
        var token = (await program.SendAsync(Call.PostForm("/auth/token", ("username", "ada@example.com"), ("password", People.Password)))).Member("access_token");
        foreach (var slot in Slots)
        {
            Assert.Equal(201, (await program.SendAsync(Call.Post($"/bookings?slot={slot}") with { Token = token })).Status);
        }

        await program.KillAsync();
        return token;
    }
}
