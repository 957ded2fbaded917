#ifndef TRADE_IMPACT_CEXPAT_SHIM_H
#define TRADE_IMPACT_CEXPAT_SHIM_H

#include <expat.h>

// The functions in use, with the types of their declarations. The library is opened when the first workbook is read; see
// ExpatLibrary.swift.
typedef struct {
  __typeof__(XML_ParserCreate) *create;
  __typeof__(XML_ParserFree) *free;
  __typeof__(XML_SetUserData) *set_user_data;
  __typeof__(XML_SetElementHandler) *set_element_handler;
  __typeof__(XML_SetCharacterDataHandler) *set_character_data_handler;
  __typeof__(XML_Parse) *parse;
  __typeof__(XML_StopParser) *stop;
  __typeof__(XML_GetErrorCode) *error_code;
  __typeof__(XML_ErrorString) *error_string;
  __typeof__(XML_GetCurrentLineNumber) *line;
} expat_functions;

#endif
