using System.Text.Json.Nodes;
using BookingEngine.Functions.Users.Accounts;
using BookingEngine.Infrastructure.Security;
using BookingEngine.LocalHost;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BookingEngine.Tests.Queues;

/// <summary>The whole local host on the real clock and the queues of the storage account. A failing message is retried after a second and becomes
/// poison after the second try.</summary>
public sealed class StorageApi : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly HttpClient _client = new() { Timeout = Timeouts.Answer };
    private readonly WebApplication _app;

    private StorageApi(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    /// <param name="listening">Whether messages are handled. Otherwise they stay on the queue.</param>
    public static async Task<StorageApi> StartAsync(string folder, bool listening, params (string Name, string Value)[] variables)
    {
        var settings = ConfiguredApi.Read(
            [("DATA_DIR", folder), ("RATE_LIMITS", "off"), ("AzureWebJobsStorage", StorageAccount.Connection), .. variables]);
        var app = LocalHostApplication.Build(settings, ["http://127.0.0.1:0"], services => Replace(services, listening));
        await app.StartAsync();
        return new StorageApi(app);
    }

    public async Task<Answer> SendAsync(Call call)
    {
        using var request = call.ToRequest(new Uri(_app.Urls.Single()));
        using var response = await _client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    public async Task<Person> NewPersonAsync()
    {
        var email = People.NewAddress();
        var registered = await SendAsync(RequestJson.Post("/auth/register", new RegisterUserRequest(RequestJson.Email(email), People.Password, "Ada")));
        var signedIn = await SendAsync(Call.PostForm("/auth/token", ("username", email), ("password", People.Password)));
        return new Person(Guid.Parse(registered.Member("id")), email, People.Password, signedIn.Member("access_token"));
    }

    public Task<Answer> RecoverAsync(string email) =>
        SendAsync(Call.PostJson("/auth/recover-password", new JsonObject { ["email"] = email }.ToJsonString()));

    public Task<Answer> BookAsync(Person person, string slot) =>
        SendAsync(Call.Post($"/bookings?slot={Uri.EscapeDataString(slot)}") with { Token = person.Token });

    /// <summary>The lag and the poison messages as the next sweep will measure them.</summary>
    public async Task<(int Status, int Lag, int Poison)> ReadyAsync()
    {
        var ready = await SendAsync(Call.Get("/health/ready"));
        var lag = await Services.GetRequiredService<Sweep>().FindLaggingAsync(since: null, CancellationToken.None).CountAsync();
        return (ready.Status, lag, await Services.GetRequiredService<IMessageQueue>().CountPoisonAsync(CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private static void Replace(IServiceCollection services, bool listening)
    {
        services.AddSingleton(new QueueSettings(BatchSize: 16, MaximumDequeueCount: 2, VisibilityTimeout: Second, MaximumPollingInterval: Second / 2));
        services.AddSingleton<IPasswordHasher>(s => new Argon2PasswordHasher(s.GetRequiredService<IRandomBytes>(), new Argon2Cost(MemoryKiB: 8, Passes: 1)));
        if (!listening)
        {
            services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(QueueListener)));
        }
    }
}
