using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.Guests;
using BookingEngine.Infrastructure;
using BookingEngine.Infrastructure.Email.Templates;
using BookingEngine.Infrastructure.Recurrence;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Notifications;
using BookingEngine.Notifications.Templates;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Registration;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Sessions;
using BookingEngine.Users.Verification;
using BookingEngine.WaitlistMails;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Mongo;

/// <summary>The services of an instance of the application on a real store.</summary>
internal static class NodeServices
{
    /// <summary>Shared, so that not every instance parses the templates.</summary>
    public static ITemplateEngine Templates { get; } = new FluidTemplateEngine();

    /// <param name="addStore">Registers the ports of the store.</param>
    /// <param name="replace">Replaces ports.</param>
    public static ServiceProvider Build(Action<IServiceCollection> addStore, IMessageQueue queue, TimeProvider time, Action<IServiceCollection>? replace)
    {
        var services = new ServiceCollection().AddLogging().AddBookingEngine();
        addStore(services);
        services.AddSingleton(queue).AddSingleton(time)
            .AddSingleton<IIds, SystemIds>().AddSingleton<IRaceBackoff>(s => new RaceBackoff(TimeProvider.System, s.GetRequiredService<IRandomBytes>())).AddSingleton<IRandomBytes, SystemRandomBytes>()
            .AddSingleton<IMailSender, NoMailServer>().AddSingleton<IRecurringDates, IcalRecurringDates>()
            .AddSingleton(new VerificationPolicy(IsRequired: false))
            .AddSingleton(new HoldLimit(PerCustomer: null))
            .AddSingleton(new SecondFactorPolicy(SecondFactorScope.Off))
            .AddSingleton<ITimeCodes, NoTimeCodes>()
            .AddSingleton(new BookingPolicy())
            .AddSingleton(new LinkTokens(new byte[32])).AddSingleton(new ManageTokens(new byte[32])).AddSingleton(new WaitlistTokens(new byte[32])).AddSingleton(new PublicLinks(new Uri("https://booking.example.com")))
            .AddSingleton(new MailSender("no-reply@example.com")).AddSingleton<ITemplateEngine>(Templates)
            .AddSingleton(s => new RefreshTokens(new byte[32], s.GetRequiredService<IRandomBytes>()))
            .AddSingleton(s => new PageTokens(new byte[32], s.GetRequiredService<IIds>()))
            .AddSingleton(new SessionLifetime(Duration.FromDays(30), Duration.FromDays(90)))
            .AddSingleton<IPasswordHasher, PlainPasswords>().AddSingleton<IAccessTokens, PlainTokens>();
        replace?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private sealed class NoMailServer : IMailSender
    {
        public Task<SendResult> SendAsync(Mail mail, CancellationToken cancellation) => Task.FromResult(SendResult.TryLater);
    }
}
