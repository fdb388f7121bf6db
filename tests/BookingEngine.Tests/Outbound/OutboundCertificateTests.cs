using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BookingEngine.Infrastructure.Outbound;
using BookingEngine.Outbound;
using NodaTime;

namespace BookingEngine.Tests.Outbound;

public sealed class OutboundCertificateTests
{
    [Fact]
    public async Task Untrusted_certificate_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync();

        var policy = new OutboundPolicy(AllowsLoopback: true, new Uri("http://localhost:7071"));
        using var http = new GuardedHttp((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), policy, TimeProvider.System);
        var address = policy.Read($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/")!;

        var sent = await http.SendAsync(new OutboundRequest("GET", address, [], MaximumBody: 4096, MaximumRedirects: 0, Duration.FromMinutes(1)), default);

        Assert.Equal(OutboundFailure.CertificateInvalid, sent.Failure);
        await Assert.ThrowsAnyAsync<Exception>(() => serving);

        async Task ServeAsync()
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var secure = new SslStream(client.GetStream());
            await secure.AuthenticateAsServerAsync(certificate);
            _ = await secure.ReadAsync(new byte[1]) > 0 ? 0 : throw new IOException("The client left.");
        }
    }
}
