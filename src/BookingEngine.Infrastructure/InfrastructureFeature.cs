using System.Net;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Locations;
using BookingEngine.Commands;
using BookingEngine.ExternalCalendars;
using BookingEngine.Guests;
using BookingEngine.Idempotency;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Email;
using BookingEngine.Infrastructure.Email.Templates;
using BookingEngine.Infrastructure.ExternalCalendars;
using BookingEngine.Infrastructure.Mongo;
using BookingEngine.Infrastructure.Outbound;
using BookingEngine.Infrastructure.Queues;
using BookingEngine.Infrastructure.Recurrence;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Infrastructure.Sqlite;
using BookingEngine.Infrastructure.Telemetry;
using BookingEngine.Notifications;
using BookingEngine.Notifications.Templates;
using BookingEngine.Outbound;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.PublicBookings;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Sessions;
using BookingEngine.Users.Verification;
using BookingEngine.WaitlistMails;
using BookingEngine.Webhooks.Sending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Infrastructure;

public static class InfrastructureFeature
{
    /// <summary>Adds the adapters that the settings select.</summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, Settings settings)
    {
        return services
            .AddSingleton(settings)
            .AddSingleton(settings.DataKeys)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IIds, SystemIds>()
            .AddSingleton<IRaceBackoff, RaceBackoff>()
            .AddSingleton<IRandomBytes, SystemRandomBytes>()
            .AddSingleton<IPasswordHasher>(s => new Argon2PasswordHasher(s.GetRequiredService<IRandomBytes>(), Argon2Cost.Today))
            .AddSingleton<IAccessTokens, JwtAccessTokens>()
            .AddSingleton(s => new RefreshTokens(
                settings.DeriveKey("refresh tokens"), s.GetRequiredService<IRandomBytes>(), settings.DerivePreviousKey("refresh tokens")))
            .AddSingleton(s => new PageTokens(
                settings.DeriveKey("sessions of pages"), s.GetRequiredService<IIds>(), settings.DerivePreviousKey("sessions of pages")))
            .AddSingleton(new SessionLifetime(settings.RefreshTokenLifetime, settings.MaximumSessionLifetime))
            .AddSingleton(s => new RateLimits(settings.Limits, s.GetRequiredService<IRateCounters>(), s.GetRequiredService<LookupKey>()))
            .AddSingleton(new VerificationPolicy(settings.RequiresVerifiedEmail))
            .AddSingleton(new HoldLimit(settings.HoldsPerCustomer) { PerVisitor = settings.HoldsPerVisitor })
            .AddSingleton(new SecondFactorPolicy(settings.SecondFactor))
            .AddSingleton<ITimeCodes, OtpTimeCodes>()
            .AddSingleton(new BookingPolicy { ExclusivePerCustomer = settings.ExclusivePerCustomer })
            .AddSingleton(settings.Erasure)
            .AddSingleton(new FirstAdminSetting(settings.FirstAdmin))
            .AddSingleton(new PublicLinks(settings.PublicUrl))
            .AddSingleton(new MailSender(settings.MailFrom))
            .AddSingleton<ITemplateEngine, FluidTemplateEngine>()
            .AddSingleton(new OutboundPolicy(settings.AllowsLoopback, settings.PublicUrl))
            .AddSingleton(new WebhookConcurrency(settings.WebhookConcurrency))
            .AddSingleton<IOutboundHttp>(s => new GuardedHttp(
                Dns.GetHostAddressesAsync, s.GetRequiredService<OutboundPolicy>(), s.GetRequiredService<TimeProvider>()))
            .AddSingleton<IBusyTimesReader, IcsBusyTimes>()
            .AddSingleton<IRecurringDates, IcalRecurringDates>()
            .AddSingleton<IHolidayReader, IcsHolidays>()
            .AddSingleton(new ManageTokens(settings.DeriveKey("manage links"), settings.DerivePreviousKey("manage links")))
            .AddSingleton(new WaitlistTokens(settings.DeriveKey("waitlist links"), settings.DerivePreviousKey("waitlist links")))
            .AddSingleton(new VisitorHoldTokens(settings.DeriveKey("holds of visitors"), settings.DerivePreviousKey("holds of visitors")))
            .AddSingleton(s => new ProofChallenges(
                settings.DeriveKey("proofs of work"), settings.DerivePreviousKey("proofs of work"), $"{settings.PublicUrl.IdnHost}:{settings.PublicUrl.Port}",
                s.GetRequiredService<IRandomBytes>(), s.GetRequiredService<OneTimeUses>()))
            .AddSingleton(new LinkTokens(settings.DeriveKey("links in mails"), settings.DerivePreviousKey("links in mails")))
            .AddStore(settings)
            .AddQueues(settings.Storage)
            .AddMail(settings)
            .AddTelemetry(settings);
    }

    private static IServiceCollection AddStore(this IServiceCollection services, Settings settings) =>
        settings.Mongo is { } mongo ? services.AddMongoStore(mongo) : services.AddSqliteStore(settings.DataFolder);

    private static IServiceCollection AddMail(this IServiceCollection services, Settings settings) => settings.Smtp is { } smtp
        ? services.AddSingleton<IMailSender>(s => new SmtpMailSender(
            smtp, settings.MailFrom, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<SmtpMailSender>>()))
        : services.AddSingleton<IMailSender>(s => new EmlMailSender(
            Path.Combine(settings.DataFolder, "mail"), settings.MailFrom, s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<EmlMailSender>>()));
}
