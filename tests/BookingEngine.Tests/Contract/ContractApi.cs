using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract;

/// <summary>The API under test, over HTTP only and on the real clock. It is a local host in this process, or the fresh deployment at API_TEST_URL,
/// configured with <see cref="Settings"/>.</summary>
public sealed class ContractApi : IAsyncLifetime, IDisposable
{
    public const string Url = "API_TEST_URL";

    private static readonly SemaphoreSlim OneAtATime = new(1);
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeouts.Answer,
    };
    private LocalDeployment? _local;

    /// <summary>The configuration of the deployment: the lines of contract.env.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } =
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Contract", "contract.env"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Whether the deployment is a function app on the Functions host.</summary>
    public static bool IsFunctionApp => Variable("API_TEST_HOST") == "functions";

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public string Key { get; } = Variable("API_TEST_KEY") ?? Settings["API_KEY"];

    public string AdminEmail { get; } = Variable("API_TEST_ADMIN_EMAIL") ?? Settings["ADMIN_EMAIL"];

    public string AdminPassword { get; } = Variable("API_TEST_ADMIN_PASSWORD") ?? Settings["ADMIN_PASSWORD"];

    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    public async Task InitializeAsync()
    {
        _local = Variable(Url) is null ? await LocalDeployment.StartAsync() : null;
        Address = _local?.Address ?? new Uri(Variable(Url)!);
        await MakeFirstAdminAsync();
    }

    public async Task DisposeAsync()
    {
        if (_local is not null)
        {
            await _local.DisposeAsync();
        }
    }

    public void Dispose() => _client.Dispose();

    public Task<Answer> SendAsync(Call call) => SendAsync(call, Address, Key);

    /// <summary>Sends the call with the deployment's key instead of the usual test key.</summary>
    internal async Task<Answer> SendAsync(Call call, Uri address, string key)
    {
        using var request = (call with { Key = call.Key == RunningApi.Key ? key : call.Key }).ToRequest(address);
        using var response = await _client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    // A function app creates its administrator at the first sign-in and refuses concurrent ones.
    private async Task MakeFirstAdminAsync()
    {
        await OneAtATime.WaitAsync();
        try
        {
            Assert.Equal(200, (await this.SignInAsync(AdminEmail, AdminPassword)).Status);
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
