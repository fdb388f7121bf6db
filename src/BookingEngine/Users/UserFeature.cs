using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Users;

public static class UserFeature
{
    public static IEnumerable<EventType> EventTypes => [.. UserEventJson.Types, .. TeamJson.Types];

    public static IServiceCollection AddUsers(this IServiceCollection services) => services
        .AddSingleton<RegisterUserHandler>()
        .AddSingleton<ImportUserHandler>()
        .AddSingleton<SessionTokens>()
        .AddSingleton<SignInHandler>()
        .AddSingleton<RefreshSessionHandler>()
        .AddSingleton<OwnSessions>()
        .AddSingleton<RecoverPasswordHandler>()
        .AddSingleton<BeginRecoveryHandler>()
        .AddSingleton<ResetPasswordHandler>()
        .AddSingleton<ChangePasswordHandler>()
        .AddSingleton<UpdateProfileHandler>()
        .AddSingleton<GetProfileHandler>()
        .AddSingleton<EmailVerification>()
        .AddSingleton<VerifyEmailHandler>()
        .AddSingleton<IMailTemplate, VerificationMail>()
        .AddSingleton<AccountMails>()
        .AddSingleton<IMailTemplate, PasswordResetMail>()
        .AddSingleton<IReaction, EndSessionsReaction>()
        .AddSingleton<ChangeRoleHandler>()
        .AddSingleton<IReaction, EndSessionsOfChangedRoles>()
        .AddSingleton<FirstAdminHandler>()
        .AddSingleton<IProjection, UsersProjection>();
}
