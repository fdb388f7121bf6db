using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Administration;
using BookingEngine.Users.EmailChanges;
using BookingEngine.Users.Enrolment;
using BookingEngine.Users.Notices;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Profiles;
using BookingEngine.Users.Roles;
using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Sessions;
using BookingEngine.Users.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class UserFeature
{
    public static IEnumerable<EventType> EventTypes => [.. UserEventJson.Types, .. TeamEventJson.Types];

    public static IServiceCollection AddUsers(this IServiceCollection services) => services
        .AddSingleton<AddressLookup>()
        .AddSingleton<AddressReservation>()
        .AddSingleton<PasswordHashes>()
        .AddSingleton<RegisterUserHandler>()
        .AddSingleton<ImportUserHandler>()
        .AddSingleton<SessionTokens>()
        .AddSingleton<SignInRecords>()
        .AddSingleton<SignInHandler>()
        .AddSingleton<SignInAttempts>()
        .AddSecondFactors()
        .AddSingleton<RefreshSessionHandler>()
        .AddSingleton<OwnSessions>()
        .AddSingleton<PageSessions>()
        .AddSingleton<RecoverPasswordHandler>()
        .AddSingleton<BeginRecoveryHandler>()
        .AddSingleton<ResetPasswordHandler>()
        .AddSingleton<ChangePasswordHandler>()
        .AddSingleton<UpdateProfileHandler>()
        .AddSingleton<GetProfileHandler>()
        .AddSingleton<EmailVerification>()
        .AddSingleton<VerifyEmailHandler>()
        .AddSingleton<IEventHandler>(s => ActivatorUtilities.CreateInstance<MailEventHandler>(s, AccountMails.FirstHandler, User.Category, HandlerStart.Beginning))
        .AddSingleton<IMailTemplate, VerificationMail>()
        .AddEmailChanges()
        .AddSingleton<AccountMails>()
        .AddSingleton<IMailTemplate, PasswordResetMail>()
        .AddMailHandler(AccountMails.Handler, User.Category)
        .AddMailHandler(DeactivatedMail.TeamHandler, Team.Category)
        .AddSingleton<IMailTemplate, WelcomeMail>()
        .AddSingleton<IMailTemplate, PasswordChangedMail>()
        .AddSingleton<IMailTemplate, DeactivatedMail>()
        .AddSingleton<IEventHandler, EndSessionsEventHandler>()
        .AddSingleton<ChangeRoleHandler>()
        .AddSingleton<IEventHandler, EndSessionsOfChangedRoles>()
        .AddSingleton<FirstAdminHandler>()
        .AddSingleton<UserActivation>()
        .AddSingleton<UserDirectory>()
        .AddSingleton<SharedAddresses>()
        .AddSingleton<Audit>()
        .AddSingleton<IProjection, UsersProjection>()
        .AddAudit();

    private static IServiceCollection AddEmailChanges(this IServiceCollection services) => services
        .AddSingleton<RequestEmailChangeHandler>()
        .AddSingleton<ConfirmEmailChangeHandler>()
        .AddSingleton<EndEmailChange>()
        .AddSingleton<IEventHandler, EndEmailChangeOfDeactivated>()
        .AddSingleton<IMailTemplate, EmailChangeLinkMail>()
        .AddSingleton<IMailTemplate, EmailChangeAnnouncedMail>()
        .AddSingleton<IMailTemplate, EmailChangedMail>();

    private static IServiceCollection AddSecondFactors(this IServiceCollection services) => services
        .AddSingleton<SecondFactorCheck>()
        .AddSingleton<EnrolSecondFactor>()
        .AddSingleton<RemoveSecondFactorHandler>()
        .AddSingleton<SecondFactorAdministration>();

    private static IServiceCollection AddAudit(this IServiceCollection services) =>
        AuditProjection.Models.Aggregate(services, (added, model) => added.AddSingleton<IProjection>(model));
}
