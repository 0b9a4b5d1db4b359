package io.aifactory.tokenization;

/**
 * One turn of a conversation.
 *
 * @param role who speaks: {@code system}, {@code developer}, {@code user}, {@code assistant} or
 *     {@code tool}
 * @param content what was said
 */
public record ChatMessage(String role, String content) {}
