using System.Net;
using BookingEngine.Outbound;

namespace BookingEngine.Infrastructure.Outbound;

/// <summary>Sends requests to addresses that tenants have given, over HTTP/1.1: HTTP/2 shares connections and repeats requests.</summary>
public sealed class GuardedHttp : IOutboundHttp, IDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);

    private readonly GuardedConnections _connections;
    private readonly OutboundPolicy _policy;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public GuardedHttp(NameLookup lookUp, OutboundPolicy policy, TimeProvider time)
    {
        (_connections, _policy, _time) = (new GuardedConnections(lookUp, policy), policy, time);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false, // a proxy would connect to any address
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null, // trace ids are nobody else's business
            ConnectTimeout = ConnectLimit,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1), // so that a changed name is seen
            MaxResponseDrainSize = 0,
            MaxResponseHeadersLength = 16, // in KB
            ConnectCallback = async (context, cancellation) => await _connections.ConnectAsync(context.DnsEndPoint, cancellation),
        });
    }

    public async Task<bool> IsReachableAsync(OutboundAddress address, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(ConnectLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            await _connections.FindAddressesAsync(address.Value.IdnHost, either.Token);
            return true;
        }
        catch (OutboundException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    public async Task<OutboundResult> SendAsync(OutboundRequest request, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(request.TimeLimit.ToTimeSpan(), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await FollowAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return OutboundFailure.TimedOut;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return OutboundException.FailureOf(e);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<OutboundResult> FollowAsync(OutboundRequest request, CancellationToken cancellation)
    {
        var address = request.Address;
        for (var redirects = 0; ; redirects++)
        {
            using var message = MessageOf(request, address);
            using var response = await _http.SendAsync(message, cancellation);
            if (request.MaximumRedirects == 0 || !IsRedirect(response))
            {
                return await OutboundAnswers.ReadAsync(response, request.MaximumBody, cancellation);
            }

            if (redirects == request.MaximumRedirects)
            {
                return OutboundFailure.TooManyRedirects;
            }

            if (TargetOf(response, address) is not { } target)
            {
                return OutboundFailure.AddressRefused;
            }

            address = target;
        }
    }

    private static HttpRequestMessage MessageOf(OutboundRequest request, OutboundAddress address)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), address.Value)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = request.Body.IsEmpty ? null : new ReadOnlyMemoryContent(request.Body),
        };
        foreach (var (name, value) in request.Headers)
        {
            // The library would leave out a value with a line break, without a word.
            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~')
                || (!message.Headers.TryAddWithoutValidation(name, value) && message.Content?.Headers.TryAddWithoutValidation(name, value) is not true))
            {
                throw new ArgumentException($"{name} is no header that this request can have, or its value is none.");
            }
        }

        return message;
    }

    private static bool IsRedirect(HttpResponseMessage response) => response.Headers.Contains("Location")
        && response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect
            or HttpStatusCode.PermanentRedirect;

    // Null if requests may not go there.
    private OutboundAddress? TargetOf(HttpResponseMessage response, OutboundAddress address) =>
        response.Headers.NonValidated["Location"].ToString() is var location && Uri.TryCreate(address.Value, location, out var target)
            ? _policy.Read(target.AbsoluteUri)
            : null;
}
