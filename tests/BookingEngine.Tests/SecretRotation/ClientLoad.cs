using System.Collections.Concurrent;
using BookingEngine.Functions.Users.Accounts;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Tests.Users.Sessions;

namespace BookingEngine.Tests.SecretRotation;

/// <summary>Clients that register, read their own name and renew their tokens, as fast as they get answers.</summary>
public sealed class ClientLoad(RollingDeployment deployment, int clients)
{
    private readonly ConcurrentQueue<string> _refused = [];
    private readonly int[] _rounds = new int[clients];
    private readonly List<Task> _running = [];
    private volatile bool _isStopping;

    /// <summary>The API key that clients send.</summary>
    public string ApiKey { get; set; } = RunningApi.Key;

    /// <summary>An access token that a client got at the beginning.</summary>
    public string FirstToken { get; private set; } = "";

    public async Task StartAsync()
    {
        _running.AddRange(Enumerable.Range(0, clients).Select(RunAsync));
        await PassAsync();
        Assert.Empty(_refused);
    }

    /// <summary>Waits until each client has made two more rounds, and with that renewed its tokens.</summary>
    public async Task PassAsync()
    {
        int[] until = [.. _rounds.Select(round => round + 2)];
        await Mailbox.WaitAsync(() => Task.FromResult(!_refused.IsEmpty || _rounds.Zip(until).All(pair => pair.First >= pair.Second)));
    }

    /// <returns>The answers that were no success.</returns>
    public async Task<IReadOnlyCollection<string>> StopAsync()
    {
        _isStopping = true;
        await Task.WhenAll(_running);
        return _refused;
    }

    private async Task RunAsync(int client)
    {
        var tokens = await NewSessionAsync();
        FirstToken = tokens.Access;
        while (!_isStopping)
        {
            await SendAsync("read", Call.Get("/users/me") with { Token = tokens.Access }, 200);
            var renewed = await SendAsync("renew", SessionCalls.Refresh(tokens.Refresh), 200);
            tokens = renewed.Status == 200 ? (renewed.Member("access_token"), renewed.Member("refresh_token")) : tokens;
            await SendAsync("read with the new token", Call.Get("/users/me") with { Token = tokens.Access }, 200);
            await NewSessionAsync();
            _rounds[client]++;
        }
    }

    private async Task<(string Access, string Refresh)> NewSessionAsync()
    {
        var email = People.NewAddress();
        await SendAsync("register", RequestJson.Post("/auth/register", new RegisterUserRequest(RequestJson.Email(email), People.Password, "Ada")), 201);
        var signedIn = await SendAsync("sign in", Call.PostForm("/auth/token", ("username", email), ("password", People.Password)), 200);
        return signedIn.Status == 200 ? (signedIn.Member("access_token"), signedIn.Member("refresh_token")) : ("", "");
    }

    private async Task<Answer> SendAsync(string what, Call call, int expected)
    {
        var answer = await deployment.SendAsync(call with { Key = ApiKey });
        if (answer.Status != expected)
        {
            _refused.Enqueue($"{what}: {answer.Status} {answer.Text}");
        }

        return answer;
    }
}
